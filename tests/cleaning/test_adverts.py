"""Advertising goes, for what it is; a report may use every one of its words."""

import pytest
from tests_support import source_of

from index.cleaning import clean
from index.model import Why

BEFORE = "一年来，支部工作扎实推进，成效明显。"
AFTER = "组织集中学习24次，覆盖全体党员。"

ADVERTS = [
    # libraries of texts
    "欢迎加入“云墨素材库”年费会员，8000万字材料随便下，客服微信：ymsc88",
    "关注公众号“笔杆子之家”，后台回复“述职”，免费获取100篇范文",
    "★更多优质素材请扫码加入知识星球★",
    "本文由某某文秘网（www.example.cn）收集整理，转载请注明出处",
    "范文来源：某某公文网",
    "公众号：秘书写作范文",
    # ghost writers
    "【墨香代笔】——原创保证、严格保密，代写总结、讲话、述职，价格优惠，客服QQ：12345678",
    "承接各类公文代写：总结、汇报、述职述廉，质优价廉，先稿后款，微信：dxgw001",
    "代笔加V：qingdaibi",
    "代写材料、下载范文请关注微信公众号：墨香公文网",
    # member groups and their contact lines
    "加入会员群请加微信：sucai668，备注“会员”",
    "添加客服：abc,请各位小伙伴认准云墨，唯一平台（公众号：云墨君），谨防假冒！",
    "QQ群：123456789",
    "V信：sucai_2021",
    "※想要更多心得体会请加微信：xdth2022※",
    "文章来源：小墨文秘网 www.example.cn",
    "点击下方链接下载Word版：http://www.example.cn/9.html",
    "欢迎订阅年费会员，公文任你下载，199元/年",
    # pay walls
    "以下内容为付费内容，请购买后查看全文",
    "全文共8600字，剩余内容仅会员可见，点击开通会员",
    "试读已结束，开通VIP会员继续阅读",
]

OWN_WORK = [
    "县政府门户网站网址：https://www.example.gov.cn",
    "公司网址 https://www.example.com",
    "关注微信公众号，可查询办件进度。",
    "工会提供代写材料服务，请关注工会公众号。",
    "窗口为老人代写材料，欢迎关注公众号下载范文表格。",
    "关注微信公众号，可下载公文范本。",
    "小程序增加扫码登录、在线咨询功能。",
    "小程序暂时不能访问外链，下载仍不方便。",
    "网站客服回复不及时。",
    "推广二维码扫码支付，获取更多办事渠道。",
    "在公众号开设“公文写作”专栏，免费提供范文下载。",
    "建立公文范文资料库，干部扫码即可下载学习。",
    "更多公文实现线上流转，下载、签收全程留痕。",
    "编印《公文范文选编》，供各单位学习参考。",
    "出版《青澜文库》12册。",
    "坚决抵制代写代笔、弄虚作假等形式主义问题。",
    "查处网店代写论文案，涉案微信客服账号9个。",
    "提供代写申请、代办证件等服务，受到群众欢迎。",
    "建立商会会员群，及时发布惠企政策。",
    "商会会员专享法律咨询服务，惠及企业120家。",
    "以上为会员满意度测评结果。",
    "剩余30%工程款待审计后支付。",
    "树立“侵权必究”理念，办理知识产权案件33件。",
    "村民加微信咨询政策，干部在线答复。",
    "微信搜索“青澜政务”小程序，可办理社保、医保等120项业务。",
    "更多信息请关注“青澜发布”微信公众号。",
    "微信公众号：青澜统计",
    "需要述职材料汇编的同志请联系县委办综合科，QQ：22334455。",
    "需要公文范文的单位请到机关服务中心办公室领取。",
    "需要更多范文请拨打档案局电话0555-2233445，免费获取。",
    "更多宣传素材请扫描下方二维码下载。",
    "商会年度会员费为300元/年，用于资料下载和培训。",
    "供水客服：96116",
    "【公文处理】每日更新台账，限时办结。",
    "App下载地址：https://app.example.org/d",
]


@pytest.mark.parametrize("line", ADVERTS)
def test_a_line_that_advertises_goes_whole(line: str) -> None:
    found = clean(source_of("\n".join(("2022年工作总结", BEFORE, line, AFTER))))
    assert [paragraph.text for paragraph in found.paragraphs][1:] == [BEFORE, AFTER]
    assert {piece.why for piece in found.removed} == {Why.ADVERT}


@pytest.mark.parametrize("line", OWN_WORK)
@pytest.mark.parametrize("place", ["middle", "end", "same paragraph", "brackets"])
def test_what_a_report_says_of_its_own_channels_stays(line: str, place: str) -> None:
    text = {
        "middle": f"{BEFORE}\n{line}\n{AFTER}",
        "end": f"{BEFORE}\n{AFTER}\n{line}",
        "same paragraph": f"{BEFORE}{line}",
        "brackets": f"{BEFORE[:-1]}（{line.rstrip('。')}）。",
    }[place]
    found = clean(source_of(f"2022年工作总结\n{text}"))
    assert "\n".join(paragraph.text for paragraph in found.paragraphs[1:]) == text
    assert found.removed == ()


def test_an_advertisement_of_several_sentences_goes_whole() -> None:
    line = "写材料太累？找“云墨文库”，一站式解决您的公文写作烦恼！客服：ymkf，认准官方，谨防假冒！"
    found = clean(source_of("\n".join(("2022年工作总结", BEFORE, line, AFTER))))
    assert [piece.text for piece in found.removed] == [line]


@pytest.mark.parametrize(
    "text", [BEFORE + "{}", "{}" + BEFORE, BEFORE[:-1] + "（{}）。", BEFORE[:-1] + "【{}】。"]
)
def test_what_sells_leaves_the_sentences_around_it(text: str) -> None:
    advert = "关注公众号“公文素材君”，免费领取范文"
    found = clean(source_of(f"2022年工作总结\n{text.format(advert + '。')}\n{AFTER}"))
    kept = "".join(paragraph.text for paragraph in found.paragraphs)
    assert advert not in kept
    assert BEFORE[:-1] in kept


def test_an_account_among_the_ways_to_reach_the_unit_stays() -> None:
    text = "联系人：赵某\nQQ：12345678\n联系电话：0800-1234567"
    found = clean(source_of(f"2022年工作总结\n{BEFORE}\n{text}"))
    assert found.removed == ()


def test_a_person_may_give_an_account_in_brackets() -> None:
    found = clean(source_of(f"2022年工作总结\n{BEFORE}\n请与赵某（微信：zm2020）联系。"))
    assert found.removed == ()
