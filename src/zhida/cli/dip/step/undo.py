"""zhida dip step undo: the last step taken back, as long as it isn't in the books."""

from __future__ import annotations

from zhida.cli.console import output
from zhida.cli.dip.step.keeping import FlowFile, FlowOut, keep, refusals, tell


def undo(flow: FlowFile, out: FlowOut = None) -> None:
    """撤回最后一个环节，可以再撤前一个；已经记入医保基金账的，先用zhida dip book --undo冲销。"""
    with refusals():
        from zhida.engines.dip.flow import read_flow
        from zhida.engines.dip.flow_chain import step_name

        stands = read_flow(flow)
        before = stands.without_last()
        keep(before, out or flow)
    output().print(f"已撤回：{step_name(stands.taken[-1])}。现在最后的环节是：", soft_wrap=True)
    tell(before, out or flow)
