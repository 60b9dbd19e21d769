"""Every message key and its sentence. Needs no web request: commands use it as well.

Chinese is the source; English comes from the gettext catalogue. `{name}` is filled from the
error's values, `{name:size}` prints bytes for people. A key without a sentence, or a
sentence without its value, still gives one readable line.
"""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence

from index.errors import DuizhaoError
from web.language import mark, translate

_UNKNOWN = mark("出了问题（{key}）。")

MESSAGES: dict[str, str] = {
    # asking
    "query_empty": mark("还没有写要查的内容。请输入提法或词语。"),
    "nothing_to_find": mark("“{piece}”里没有可查的字。请换一个写法。"),
    "only_exclusions": mark("只写了要排除的内容。请再写上要查的提法。"),
    "exclusion_empty": mark("第 {at} 个字处的减号后面没有内容。请写上要排除的提法，或去掉它。"),
    "or_needs_two": mark("第 {at} 个字处的“|”两边都要有提法。请补上，或去掉它。"),
    "or_with_exclusion": mark("第 {at} 个字处：“|”后面不能是排除的内容。请分开写。"),
    "quote_open": mark("第 {at} 个字处的引号没有配对。请补上另一个引号，或去掉它。"),
    "filter_empty": mark("“{name}”后面没有写内容。请写成 {name}:内容。"),
    "query_too_long": mark("检索内容太长，最多 {limit} 个字。整段文字请截取一句来查。"),
    "too_many_pieces": mark("检索内容里的提法太多，最多 {limit} 个。请分几次查。"),
    "is_a_folder": mark("{file} 是文件夹。这个命令一次只看一个文件。"),
    "bad_year": mark("“{value}”不能作年份。请写四位数字，例如 2023；一段年份写成 2021-2023。"),
    "bad_number": mark("“{value}”不合要求。请写 {least} 到 {most} 之间的整数。"),
    "bad_id": mark("“{value}”不是报告编号。编号是报告库里的整数。"),
    "bad_role": mark(
        "没有“{value}”这一部分类别。可用：工作成效、存在问题、原因、整改情况、下一步。"
    ),
    "bad_where": mark("在报告里没有“{value}”这种地方。可用：正文、表格、标题。"),
    "bad_mode": mark(
        "没有“{value}”这种检索方式。可用：exact（精确）、loose（忽略标点）、words（按词语）。"
    ),
    "bad_within": mark("没有“{value}”这种范围。可用：passage（同在一段）、report（同在一篇）。"),
    "bad_group": mark("不能按“{value}”归并。可用：report（报告）。"),
    "removed_not_grouped": mark("清理掉的文字不能按报告归并。请去掉归并。"),
    "removed_not_by_words": mark("清理掉的文字只能按原文查，不能按词语查。请换一种检索方式。"),
    "only_figures": mark("“{piece}”里只有代表数字的 #。请再写上固定的字。"),
    "no_phrases": mark("还没有写要统计的提法。请每行写一个。"),
    "too_many_phrases": mark("写了 {given} 个提法，一次最多 {limit} 个。请分几次统计。"),
    "bad_rows": mark(
        "行不能是“{value}”。可用：unit（单位）、kind（类型）、role（部分类别）、report（报告）。"
    ),
    "bad_format": mark("不能导出成“{value}”。可用：{known}。"),
    "bad_suffix": mark("{file} 的扩展名不对。请写成以 {suffix} 结尾的文件名。"),
    "list_not_text": mark("{file} 不是文字文件。请把提法存成 txt，每行一个。"),
    "export_gone": mark("这个文件已清理，或还没有写好。请回到检索页重新导出。"),
    "too_many_comparisons": mark("正在对比的长报告已有 {limit} 对。请稍等再试。"),
    "too_many_exports": mark("排队的导出已有 {limit} 个。请等前面的写完再试。"),
    "target_exists_force": mark(
        "{file} 已存在，没有覆盖。请换一个文件名；确实要覆盖，加 --force。"
    ),
    "bad_choice": mark("“{value}”不在可选之列。可用：{known}。"),
    "bad_span": mark("“{value}”不是一段范围。请写成 起-止，例如 3-20（从 0 数起，不含止处的字）。"),
    "bad_columns": mark("不认识的列的对法“{value}”。可用：name（按列名）、place（按先后）。"),
    "bad_sort": mark("不能按“{value}”排序。请换一种排序方式。"),
    "bad_field": mark("不能更正“{value}”。可更正的有：标题、年份、单位、类型。"),
    "bad_value": mark("“{field}”的值类型不对。年份写整数，其余写文字，没有就写 null。"),
    "bad_json": mark("请求的内容不是一个 JSON 对象。"),
    "bad_parameter": mark("参数“{field}”不合要求。请对照接口说明修改。"),
    "value_too_long": mark("填写的内容太长。最多 {limit} 个字。"),
    "unknown_field": mark("没有“{field}”这一项。可更正的有：标题、年份、单位、类型。"),
    "title_missing": mark("标题不能为空。请填写标题。"),
    "reason_missing": mark("还没有写排除的理由。请写明为什么不计入。"),
    "span_outside": mark("范围 {start}-{end} 不在这一段之内（共 {length} 个字）。请重新选取。"),
    "text_empty": mark("没有文字。请粘贴要查的内容。"),
    "text_too_long": mark("粘贴了 {given} 个字，一次最多 {limit} 个。请分几次查，或用查重查整篇。"),
    "too_many_reports": mark(
        "选了 {given} 篇报告，按报告统计一次最多 {limit} 篇。请缩小筛选范围，或改为按单位、按年份。"
    ),
    "bad_share": mark("“{value}”不能作套话的界限。请写大于 0、不超过 1 的数。"),
    "cancelled": mark("已取消，没有结果。"),
    "no_draft": mark("没有粘贴文字，也没有选文件。请先给出要查的草稿，或在库里选一篇。"),
    "no_side": mark("还没有选要对比的报告。请左右各选一篇。"),
    "two_for_a_side": mark("一边只能给一样：报告编号、文字或文件。请去掉多余的。"),
    "nothing_given": mark("没有粘贴文字，也没有选文件。请先给出要对比的文件，或在库里选一篇。"),
    "side_gone": mark("这份没有入库的文件已清理（只留一小时）。请重新上传或粘贴。"),
    "basket_full": mark("对比栏已有 {limit} 篇，放不下了。请先移出一篇。"),
    "too_long_to_compare": mark("{name}太长，对比时每篇最多 {limit} 字。请拆成几篇再对比。"),
    "pasted_too_long": mark("粘贴的文字太长。请存成文件，再选这个文件。"),
    "draft_gone": mark("这份草稿的结果已清理。请重新查重。"),
    "no_files": mark("没有选择文件。请先选择要上传的报告。"),
    "no_file_chosen": mark("没有勾选文件。请先在清单里勾选。"),
    "none_chosen": mark("没有勾选报告。请先在列表里勾选。"),
    "job_not_found": mark("没有这项任务，可能已结束较久。请到报告库查看结果。"),
    # files that are not taken
    "broken_link": mark("这是一个失效的链接，它所指的文件不在了。请直接添加那个文件。"),
    "cover_note": mark("这是邮件里的附言，不是报告，没有收，也不计入没有读成的文件。"),
    "damaged": mark("文件已损坏，打不开。请在原来的程序里打开它，另存一份再上传。"),
    "embedded": mark(
        "正文是嵌入的另一个文件，读不出来。请在 Word 里打开，全选复制到新文档后再上传。"
    ),
    "empty": mark("文件是空的。请检查是否传错了文件。"),
    "encrypted": mark("文件有密码，读不了。请去掉密码后再上传。"),
    "garbled": mark("{pages} 页的文字读出来是乱码（字体没有对照表）。请上传 Word 原稿。"),
    "left_behind": mark("这是系统或编辑软件留下的文件，不是报告，没有收，也不计入没有读成的文件。"),
    "missing_fonts": mark(
        "这份 PDF 用的中文字体既不在文件里，也不在这台电脑上，部分文字读不出来。"
        "请安装中文字体，或上传 Word 原稿。"
    ),
    "needs_ocr": mark(
        "{pages} 页是图片，要先识别文字才能查。请装上文字识别组件（在程序文件夹里运行 "
        "python3 scripts/start.py --ocr，约 265 MB，装好后不联网也能用）再重试，或上传 Word 原稿。"
    ),
    "needs_libreoffice": mark(
        "读这种格式需要 LibreOffice，这台电脑没有找到。请安装它，或另存为 docx 再上传。"
    ),
    "no_such_file": mark("没有这个文件或文件夹：{file}。请检查路径。"),
    "no_such_files": mark("没有这些文件或文件夹：{files}。请检查路径；什么也没有收。"),
    "no_suffix": mark(
        "文件名没有扩展名，不知道是什么格式，没有读。请补上扩展名（如 .docx、.pdf、.txt）再添加。"
    ),
    "no_text": mark("清理之后没有剩下正文。请检查文件内容是不是报告。"),
    "no_text_layer": mark(
        "{pages} 页里没有文字，图片里也没有认出文字。请上传 Word 原稿或更清楚的扫描件。"
    ),
    "not_a_report": mark(
        "这种格式的文件不是报告，没有收，也不计入没有读成的文件。"
        "如果里面确有报告，请另存为 docx 或 pdf 再上传。"
    ),
    "not_converted": mark("LibreOffice 没能转换这个文件。请另存为 docx 再上传。"),
    "not_kept": mark("当时没有留下这个文件的内容，原处也已没有它，没法重试。请换一个文件。"),
    "not_readable": mark("文件读不了：{reason}。请检查它的权限，或关掉正在使用它的程序。"),
    "not_text": mark("内容不是文字。请检查文件的扩展名和内容是否相符。"),
    "outside_link": mark("这是指向文件夹之外的链接，没有跟过去。请直接添加它所指的文件。"),
    "picture_too_large": mark(
        "图片有 {pixels} 百万像素，超过 {limit} 百万，没有读。请缩小后再上传。"
    ),
    "picture_without_text": mark(
        "这张图片里没有成页的文字，不是报告，没有收，也不计入没有读成的文件。"
    ),
    "protected": mark(
        "文件被文档加密软件加了密（透明加密），离开装有该软件的电脑就读不了。"
        "请在那台电脑上解密，或请管理员解密，再上传解密后的文件。"
    ),
    "reader_crashed": mark("读这个文件时读取程序中断了。请另存为 docx 或 txt 再上传。"),
    "reader_failed": mark("读这个文件时出错（{detail}）。请另存为 docx 或 txt 再上传。"),
    "reader_timeout": mark("读了 {seconds} 秒还没有读完，已放弃。请把文件拆小，或另存为 txt。"),
    "scrambled": mark(
        "内容不是 {suffix} 文件该有的，可能被加密软件加了密，也可能已损坏。"
        "请在原来的电脑上打开看看：打得开就是加了密，请解密后再上传；打不开就是已损坏。"
    ),
    "too_deep": mark("压缩包里套压缩包超过 {limit} 层。请解开后再上传。"),
    "too_large": mark("文件太大，最多 {limit:size}（压缩文件按解开后计）。请拆成几份再上传。"),
    "too_long": mark("文字太长，一篇最多 {limit} 字。请拆成几篇再上传。"),
    "too_many_cells": mark("表格太大，最多 {limit} 格。请拆成几份再上传。"),
    "too_many": mark("压缩包里的文件太多，最多 {limit} 个。请分成几个压缩包。"),
    "too_many_scans": mark(
        "有 {pages} 页，其中要从图片识别的超过 {limit} 页，没有读。请把文件拆小后再上传。"
    ),
    "too_many_pages": mark("有 {pages} 页，一篇最多 {limit} 页。请拆成几份再上传。"),
    "too_slow": mark("LibreOffice 转换了 {seconds} 秒还没有完成。请另存为 docx 再上传。"),
    "unsafe_path": mark("压缩包里的路径指向包外，不安全，没有读。请重新打包。"),
    "unsupported": mark(
        "不收这种格式（{suffix}）。可收 docx、pdf、ofd、xlsx、pptx、eml、txt、html 和 zip 等。"
    ),
    "vanished": mark("收的时候这个文件不见了（被移走、改名或删掉）。请找到它，再添加一次。"),
    # manifests
    "manifest_bad_year": mark("{file} 第 {line} 行：“{value}”不是年份。请写四位数字，或留空。"),
    "manifest_not_csv": mark("{file} 第 {line} 行不合 CSV 格式。请用表格软件另存为 CSV。"),
    "manifest_not_readable": mark("清单 {file} 读不了：{detail}。请检查路径和权限。"),
    "manifest_not_text": mark("清单 {file} 不是文字。请用表格软件另存为 CSV。"),
    "manifest_row_twice": mark(
        "{file} 第 {line} 行：“{value}”在第 {first} 行已经写过。请只留一行。"
    ),
    "manifest_row_unmatched": mark(
        "清单 {manifest} 第 {line} 行写的 {file} 不在这次添加的文件里。请检查文件名。"
    ),
    "manifest_row_without_file": mark("{file} 第 {line} 行没有写文件名。请补上 file 一列。"),
    "manifest_without_file_column": mark(
        "{file} 没有 file 这一列。第一行应是 file,title,year,unit,kind。"
    ),
    # the library and its home folder
    "no_such_table": mark("编号 {report} 的报告里没有第 {table} 张表。"),
    "no_such_report": mark("没有编号为 {report} 的报告，可能已被删除。请到报告库查找。"),
    "no_such_refusal": mark("未收的文件里没有“{refusal}”，可能已经读成或换过。请看未收清单。"),
    "not_counted": mark("{file} 不是报告，本来就不计入没有读成的文件。"),
    "several_refusals": mark(
        "未收的文件里有 {count} 个叫“{file}”的。请写编号，或写明文件夹：{known}。"
    ),
    "no_such_cluster": mark("没有与段落 {passage} 相似的段落，它不在任何雷同群里。"),
    "no_reports_chosen": mark("还没有选报告。请选一个单位、一个年份，或几篇报告。"),
    "no_such_section": mark("这几篇里没有“{value}”这一部分。请从列出的部分里选。"),
    "passage_not_beside": mark("编号为 {value} 的段落不在所选的报告里。请去掉它，或改选报告。"),
    "passage_reread": mark(
        "报告已重读，{passage} 号段落在现在的 {report} 号报告里没有相当的一段。请重新检索。"
    ),
    "no_such_passage": mark("没有编号为 {passage} 的段落，可能已被删除。请重新检索。"),
    "busy": mark("另一个程序正在写入（{host}，进程 {process}，{since} 开始）。请等它结束后再试。"),
    "catalogue_busy": mark("数据文件 {file} 正被别的程序占用。请稍等再试。"),
    "catalogue_damaged": mark(
        "数据文件 {file} 已损坏（{detail}）。请用备份恢复：duizhao restore。"
    ),
    "not_a_catalogue": mark("{file} 不是对照的数据文件。请检查 --home 指的文件夹。"),
    "schema_newer": mark("{file} 是较新版本的对照写的。请升级程序后再打开。"),
    "schema_older": mark("{file} 是旧版本的对照写的，这一版读不了。请用旧版备份后重新添加。"),
    "damaged_engine": mark("索引已损坏（{part}）。请运行 duizhao reindex 重建。"),
    "engine_damaged": mark("索引已损坏（{part}）。请运行 duizhao reindex 重建。"),
    "outdated_engine": mark("索引是旧版本建的（{part}）。请运行 duizhao reindex 重建。"),
    "engine_incomplete": mark("索引与目录不一致：缺报告 {report}。请运行 duizhao reindex 重建。"),
    "report_not_in_engine": mark("索引里缺报告 {report}（{file}）。请运行 duizhao reindex 重建。"),
    "report_only_in_engine": mark(
        "索引里多出报告 {report}，目录里没有。请运行 duizhao reindex 重建。"
    ),
    "original_missing": mark("{file} 的原件不在库里了。请用备份恢复。"),
    "original_differs": mark("一份原件与入库时不同（{sha256}）。请用备份恢复。"),
    "outline_differs": mark("报告 {report} 的段落与目录不符。请用备份恢复，或重新添加它。"),
    "passages_differ": mark("报告 {report} 在索引里的段数不对。请运行 duizhao reindex 重建。"),
    "removed_differ": mark("报告 {report} 清理掉的文字在索引里不全。请运行 duizhao reindex 重建。"),
    "passages_missing": mark("报告 {report} 缺段落。请用备份恢复，或重新添加它。"),
    "unreadable_words": mark("词典 {file} 读不出来。请检查文件，或重新安装程序。"),
    "already_live": mark("报告 {report} 已在库中，不用恢复。"),
    "disk_full": mark("磁盘已满，没有写入 {folder}。请腾出空间后再试。"),
    "no_room": mark(
        "磁盘空间不够：{file} 要升级，先得留一份备份，需要 {needed:size}，只剩 {free:size}。"
        "什么也没有改。请腾出空间后再打开。"
    ),
    "no_room_to_reread": mark(
        "磁盘空间不够：重读需要 {needed:size}，只剩 {free:size}。什么也没有改。请腾出空间后再试。"
    ),
    "cannot_write": mark("不能写入 {folder}：{detail}。请检查权限。"),
    "home_not_empty": mark("{folder} 里已有报告。请用 --home 指定一个空文件夹来恢复。"),
    "target_exists": mark("{file} 已存在，没有覆盖。请换一个文件名。"),
    "backup_not_found": mark("没有找到备份 {file}。请检查路径。"),
    "not_a_backup": mark("{file} 不是对照的备份。请检查文件。"),
    "backup_damaged": mark("备份 {file} 已损坏，没有恢复。请换一份备份。"),
    "backup_of_other_version": mark("备份 {file} 是另一版本写的（{found}）。请用那一版恢复。"),
    # security and serving
    "csrf": mark("页面已过期，这次操作没有执行。请返回上一页，刷新后再试。"),
    "foreign_origin": mark("请求来自别的网站，没有执行。请从本页面内操作。"),
    "foreign_host": mark("访问地址不在允许之列。请用启动时显示的地址打开。"),
    "login_needed": mark("需要先登录。"),
    "wrong_password": mark("密码不对。请重新输入。"),
    "too_many_guesses": mark("密码错误次数过多。请在 {seconds} 秒后再试。"),
    "password_too_short": mark("密码太短。至少要 {least} 个字符。"),
    "password_too_long": mark("密码太长。最多 {most} 个字符。"),
    "password_differs": mark("两次输入的密码不一样。请重新输入。"),
    "password_damaged": mark(
        "密码文件 {file} 已损坏。请删除它，再运行 duizhao password 重新设置。"
    ),
    "password_needed": mark(
        "在 {host} 上提供服务之前必须先设密码。请运行 duizhao password，或改用 127.0.0.1。"
    ),
    "port_taken": mark("端口 {port} 已被占用。请用 --port 换一个端口，或先关掉占用它的程序。"),
    "cannot_listen": mark("不能在 {host} 的端口 {port} 上提供服务：{reason}。请换地址或端口。"),
    "too_many_jobs": mark("排队的上传已有 {limit} 批。请等前面的处理完再上传。"),
    # the web's own
    "http_400": mark("请求有误，没有执行。请返回上一页再试。"),
    "http_403": mark("不允许这样做。"),
    "http_404": mark("没有这个页面。请检查地址，或从上面的栏目进入。"),
    "http_405": mark("这个地址不支持这种操作。"),
    "http_413": mark("上传的内容太大，一次最多 {limit:size}。请分几次上传。"),
    "http_415": mark("请求的格式不对。请用 JSON 发送。"),
    "unexpected": mark("程序出错，这次操作没有完成。请重试；若再次出现，请查看程序的运行记录。"),
}


def sentence(error: DuizhaoError, language: str = "zh") -> str:
    """Return the one sentence for an error. Never fails, whatever the key and values."""
    known = MESSAGES.get(error.key)
    if known is None:
        return _fill(translate(_UNKNOWN, language), {"key": str(error)})
    return _fill(translate(known, language), error.values)


def parts(error: DuizhaoError, language: str = "zh") -> tuple[str, str]:
    """Return what went wrong, and what to do about it: the first sentence and the rest."""
    known = translate(MESSAGES.get(error.key, _UNKNOWN), language)
    why, stop, rest = known.partition("。" if language == "zh" else ". ")
    return _fill(why + stop, {"key": str(error), **error.values}), _fill(rest, error.values)


class _Filler(string.Formatter):
    def get_value(
        self, key: int | str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> object:
        value = kwargs.get(str(key))
        return "…" if value is None else value

    def get_field(
        self, field_name: str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> tuple[object, str]:
        # Names only: a sentence never reaches into a value's attributes.
        return self.get_value(field_name, args, kwargs), field_name

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec == "size" and isinstance(value, int):
            return size(value)
        if isinstance(value, list | tuple | set | frozenset):
            return "、".join(str(item) for item in value)
        return str(value)


def size(count: int) -> str:
    """Return bytes for people: `38 KB`, `1.5 MB`."""
    if count < 1024:
        return f"{count} B"
    if count < 1 << 20:
        return f"{count / 1024:.0f} KB"
    text = f"{count / (1 << 20):.1f}"
    return f"{text.removesuffix('.0')} MB"


def _fill(template: str, values: Mapping[str, object]) -> str:
    try:
        filled = _Filler().vformat(template, (), values)
    except (ValueError, KeyError, IndexError):
        filled = template
    return " ".join(filled.split())
