"""帮助 helping: what is done under each entry of the menu, for who stands there and doesn't know on."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhida.platform.pages.menu import Item, menu
from zhida.platform.pages.page import Looking, page

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Help:
    """帮助: the steps in their order, and the command by which the same is done."""

    steps: tuple[Words, ...]
    command: str = ""


@page("see")
def help_page(looking: Looking, name: str) -> HttpResponse:
    """帮助: of one entry of the menu, with the keys, and the way to the others'."""
    if name not in HELP:
        raise Http404
    entries = menu(f"/{name}/")
    here = next(each for each in entries if each.current)
    context = {
        "lens": looking.lens,
        "entries": entries,
        "here": here,
        "help": HELP[name],
        "keys": KEYS,
    }
    return render(looking.request, "help/help.html", context)


def help_of(items: list[Item]) -> str:
    """哪页的帮助: the name of the entry that is open, the first one's where none is."""
    return next((each.key for each in items if each.current), items[0].key)


KEYS: tuple[tuple[str, Words], ...] = (
    ("Ctrl+K", _("到搜索框，从哪一页都行")),
    ("?", _("打开所在页面的帮助")),
    ("Tab", _("到下一个链接、输入框或按钮；Shift+Tab 往回。第一次按，出现“跳到正文”")),
    ("Enter", _("打开链接，送出表单")),
    ("Space", _("按下按钮，勾选，展开折叠的部分")),
    ("Alt+←", _("回到上一页，筛选和视角都还在")),
    ("Ctrl+P", _("打印；菜单和按钮不印，表头每页重复")),
)
"""键盘: what the program and any browser understand."""

HELP: dict[str, Help] = {
    "desk": Help(
        (
            _("“待办”按剩余工作日排列，点开就到办理的页面；“已办”“我发起的”“抄送我的”在旁边。"),
            _("右边是三十天内的日历、各资金在各地的灯号，和上次登录以来的变动。"),
            _(
                "顶栏选年度、区划和金额单位，选了以后各页都照此显示；网址带着这些选择，可以转给同事。"
            ),
            _("按钮是灰的，原因写在旁边；姓名下的“我能办什么”列出每件事能办或不能办的理由。"),
        )
    ),
    "notices": Help(
        (
            _(
                "把收到的通知文件（正文和附件一起，可以多份、整个文件夹）拖到虚线框里，后台读取，可以离开。"
            ),
            _(
                "打开一份：左边是原文，右边是读出的内容，点一处，两边对照；问题按条款分组，写明怎样改。"
            ),
            _(
                "警告写明理由可以搁置，错误由审核人员写明理由搁置；读取时没把握的格子，确认后才作数。"
            ),
            _("“办理”页回答入账前的问题，齐了就入账；“与去年比”逐行对照上年的同类通知。"),
        ),
        "zhida check · zhida book",
    ),
    "ledger": Help(
        (
            _("“指标”列出每行指标在各环节的钱，可以按资金、来源、单位、截至日期看；点数字看来历。"),
            _("打开一行，办理分解、下达、支用、收回等；每件事都要有文件，生成凭证。"),
            _("“资金流向”从中央画到支付，未分配和未支付的也画在图上，点开往下看。"),
            _("“凭证”里查每一笔；记错了由另一人冲销，凭证从不修改。"),
        ),
        "zhida ledger",
    ),
    "allocation": Help(
        (
            _("新建方案，粘贴或导入各地的因素，选权重和系数，右边立刻算出各地金额。"),
            _("“复制试算”改了再比，差额逐行列出；每个地方的金额能打开，看是怎样一步步算成的。"),
            _("送审后由另一人批准或退回，批准的方案才能下达，起草人不能批自己的。"),
            _("下达前看文稿的样子；下达时记账，收文单位的时限同时产生。"),
        ),
        "zhida allocate · zhida issue",
    ),
    "execution": Help(
        (
            _("“进度”比较支出进度和时间进度；“环节用时”看钱在哪一步停了多少天。"),
            _("“导入”送来支付文件，先预览再入账；对不上指标的到“待认领”，由人认领。"),
            _("“预警”逐条问询、答复、了结，往来都留着。"),
            _("“扣减建议”列出依据和算式，只是建议，决定由人作出。"),
        ),
        "zhida import · zhida progress · zhida alerts · zhida penalties",
    ),
    "performance": Help(
        (
            _("“指标”是目标的树：目标值、完成值、佐证、灯号；分数能打开，看每一分怎样得来。"),
            _("能从账上算的值由账算出；其余由人填报，附佐证，由另一人核定。"),
            _("区域的目标可以分解到下级，“缺口”列出没有分到的。"),
            _("“自评与复核”先自评，由另一人复核，两边的分数并排。"),
        ),
        "zhida targets · zhida score · zhida evaluate",
    ),
    "dip": Help(
        (
            _("清单在医保部门的机器上用命令计算，写出的结果文件在“总览”收取；这里没有病人的数据。"),
            _(
                "“机构”“上传时效”“监测”“模拟”按年度显示各机构，每个数字能打开分子、分母和所据的文件。"
            ),
            _("“结算”逐环节显示一年的基金；一人提交，另一人审批，审批即记入医保基金账，可以冲销。"),
            _("“病种目录”查找病种的条件、出处和分值，比较两版；“分组解释”试一个病例，不保存。"),
        ),
        "zhida dip",
    ),
    "due": Help(
        (
            _("通知要求报送的，入账时自动成为任务；剩余天数按工作日算，节假日和调休算在内。"),
            _("打开一件：报送文件，或说明没有可报的；收件单位收下或退回。"),
            _("“月历”看一个月的；日历地址可以订到手机或邮箱的日历里。"),
        ),
        "zhida due",
    ),
    "reports": Help(
        (
            _("选报表、报告期和单位，先预览：每个数字能打开来历，与账不符的写在上面。"),
            _("“生成”在后台进行，得到 docx、xlsx 和 PDF，存下不再改；再生成是新的一次，旧的还在。"),
            _("“报送填好的表”读取别处填的表，核对以后报送。自评表也列在这里。"),
            _("“验证文件”说出一份文件是哪一次生成的，有没有人改过。"),
        ),
        "zhida report · zhida verify",
    ),
    "system": Help(
        (
            _("“数据目录”和“规则”是程序所依的名称、代码、阈值和条款，每行写明出处和适用年度。"),
            _("“工作日”是放假和调休的日子。"),
            _("“日志”记着谁在何时办了什么，只增不改，可以查找和导出。"),
            _("用户由系统、安全、审计三种管理员分管，他们都动不了钱。"),
        ),
        "zhida doctor · zhida journal · zhida users",
    ),
}
