"""Forms of characters that are no longer written, each with the one that took its place.

Old shapes in print (靑 for 青: radicals and old fonts in PDF files come out as these) and forms
that were given up in 1955 (囬 for 回), as Unicode's Unihan has them (kZVariant, kSemanticVariant).
Only what opencc does not know stands here; none of it is a standard character (通用规范汉字表).
"""

from __future__ import annotations

# Each old form, followed by the present one.
OLD_FORMS = (
    "亊事亾亡倂并倣仿偸偷僊仙兪俞冄冉冐冒冩写凖准凢凡凾函刄刃刋刊刦劫刧劫刱创剏创剳札劒剑勗勖厓崖"
    "厰厂叡睿吿告呑吞咲笑唘启喦岩噐器嚬颦囓啮囘回囬回囯国坵丘埜野埳坎堦阶塲场壻婿夀寿妬妒姙妊姸妍"
    "娯娱娿婀婬淫孼孽宂冗寃冤寔实寜宁寳宝尅克尙尚尠鲜屛屏峩峨崘仑嵜崎帋纸幇帮幚帮庻庶廏厩廐厩廸迪"
    "廻回廼乃彊强徃往徧遍怱匆恊协恠怪悋吝悤匆悳德愬诉愼慎愽博慂恿慙惭慽戚憇憩懽欢抝拗拏拿挙举捄救"
    "揷插搯掏摠总擕携擥揽擧举攷考斈学昬昏昻昂晳晰暎映暱昵曡叠朞期朶朵枏楠柹柿栁柳栞刊栢柏桒桑梹槟"
    "棃梨椶棕槀稿槕桌槩概槪概橰槔櫂棹櫉橱櫺棂欝郁欵款氊毡沍冱淸清渋涩漑溉澁涩澣浣濬浚濶阔炤照烖灾"
    "烱炯煖暖熈熙爗烨牋笺牕窗犂犁犲豺狥徇猨猿獘毙玆兹珎珍珮佩琍璃瑠琉瑯琅璢琉瓈璃甁瓶甎砖甞尝畄留"
    "畆亩畊耕畧略畨番畮亩畺疆疎疏瘉愈瘖喑皃貌皷鼓盇盍眎视瞇眯瞹暧砲炮硏研碁棋碪砧碯瑙磵涧稺稚稾稿"
    "穉稚穤糯穽阱窓窗窰窑竒奇竝并筞策箎篪箒帚篛箬簒篡籐藤粃秕粬曲糢模絏绁緐繁緜绵緥褓縚绦繖伞繙翻"
    "繦襁纎纤羃幂羗羌羮羹翄翅耡锄耼聃聦聪肎肯肧胚肬疣胊朐脇胁脗吻腁胼膓肠臈腊臙胭臝裸艢樯艪橹艸草"
    "芲花苐第苺莓苿茉荅答荳豆菓果葠参葢盖蔴麻蕋蕊蘂蕊蘯荡虵蛇蚘蛔蛕蛔蜑蛋蜨蝶螙蠹蠏蟹衂衄衇脉衖巷"
    "袵衽裌夹裠裙襃褒襍杂覊羁覩睹觔斤觝抵觧解詶酬諠喧謌歌譌讹譔撰豓艳貭质賍赃賷赍賸剩赱走趂趁跥跺"
    "躱躲軆体輙辄輭软轝舆辠罪迯逃逈迥遯遁郞郎郷乡鄕乡酧酬醻酬醼宴鉏锄銕铁鎗枪鏁锁鑚钻鑛矿閙闹閧哄"
    "闘斗陗峭陜狭隂阴隄堤隲骘隷隶靑青靣面靭韧韈袜韮韭頋顾頟额顋腮顚颠飃飘飇飑飜翻飡餐餠饼餽馈饍膳"
    "駮驳騈骈騐验驘骡骽腿鬂鬓鬪斗鬬斗鬭斗鴈雁鵞鹅鷰燕麤粗鼃蛙鼇鳌齅嗅龝秋"
)

# Circles are typed for one another: 二○一九 is 二〇一九.
CIRCLES = "○〇◯〇"
