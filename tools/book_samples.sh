#!/bin/bash
# The sample notices into a ledger of their own: what is sound at once, what is faulty after a
# person has decided. Starts from nothing, in a database under $1, which stops with each command.
# Usage: tools/book_samples.sh FOLDER ZHIDA
set -euo pipefail

export ZHIDA_DATA_FOLDER=$1
zhida=$2
rm -rf "$ZHIDA_DATA_FOLDER"
mkdir -p "$ZHIDA_DATA_FOLDER"

office() { # agency name: a reviewer there
    "$zhida" init --agency "$1" --reviewer "$2" >/dev/null
}

book() { # what it should end with, then the command
    local expected=$1 status=0
    shift
    echo "zhida book $*"
    "$zhida" book "$@" || status=$?
    [ "$status" -eq "$expected" ] || { echo "zhida: ended with $status, not $expected" >&2; exit 2; }
}

office 650000-finance 自治区审核
office 650100-finance 乌市审核
office 650102-finance 天山区审核
office 533100-finance 德宏审核
office 533122-finance 梁河审核
office 440900-finance 茂名审核

outside='上级在另一系统'
echo "—— 没有错误的通知：说明上级不在本账内即可 ——"
book 0 samples/01-*.docx --as 自治区审核 --from-outside "$outside"
book 0 samples/08-*.txt --as 茂名审核 --from-outside "$outside"
book 0 samples/09-*.docx --as 自治区审核 --from-outside "$outside"
echo "—— 有错误的通知：先拒绝，说明哪一格；经办人改正后入账 ——"
book 1 samples/04-*.pdf --as 乌市审核 --from-outside "$outside"
book 0 samples/04-*.pdf --as 乌市审核 --waive N215=已核实是达坂城区 \
    --mend '高新区(新市区)/自治区一般公共预算=5.54万元' --mend '水磨沟区/中央彩票公益金=40.87万元'
book 0 samples/07-*.pdf --as 德宏审核 --from-outside "$outside" \
    --mend '陇川县/信息化经费=21万元' --mend '陇川县/合计=55万元'
echo "—— 上级已入账：收款单位签收在途，不会记两次 ——"
book 0 samples/04-*.pdf --as 天山区审核 --waive N215=已核实是达坂城区 \
    --mend '高新区(新市区)/自治区一般公共预算=5.54万元' --mend '水磨沟区/中央彩票公益金=40.87万元'
book 0 samples/07-*.pdf --as 梁河审核 \
    --mend '陇川县/信息化经费=21万元' --mend '陇川县/合计=55万元'
echo "—— 没有文号的县级通知：由经办人确认是新通知，接着州里的钱往下记 ——"
book 0 samples/02-*.txt --as 梁河审核 --new
echo "—— 同一通知再记一次：答复第一次的凭证 ——"
book 0 samples/08-*.txt --as 茂名审核
echo "—— 余额：自治区及以下、德宏州及以下 ——"
COLUMNS=${COLUMNS:-150} "$zhida" ledger balances --as 自治区审核
COLUMNS=${COLUMNS:-150} "$zhida" ledger balances --as 德宏审核
