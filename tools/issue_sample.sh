#!/bin/bash
# Goes on where book_samples.sh ended: the money of one sample notice is divided by a plan, issued
# as the next level's notice, read back, received by a county from the issued file, and traced.
# Usage: tools/issue_sample.sh DATA-FOLDER OUT-FOLDER ZHIDA
set -euo pipefail

export ZHIDA_DATA_FOLDER=$1 COLUMNS=${COLUMNS:-150}
out=$2
zhida=$3

run() {
    echo "zhida $*"
    "$zhida" "$@"
}

"$zhida" init --agency 652900-finance --user 阿克苏经办 --reviewer 阿克苏审核 >/dev/null
"$zhida" init --agency 652901-finance --reviewer 阿克苏市审核 >/dev/null

echo "—— 地区签收自治区下达的资金，按因素分到各县（市），审定、签发、下达 ——"
run book samples/09-*.docx --as 阿克苏经办
run issue run samples/方案/方案.toml --upstream 新财社〔2025〕40号 \
    --number 阿地财社〔2025〕33号 --date 2025-07-08 --letter samples/方案/发文.toml \
    --as 阿克苏经办 --reviewer 阿克苏审核 --out "$out"
echo "—— 回读发出的文件：docx、PDF 和附表说的是同一份通知 ——"
for file in "$out"/*.docx "$out"/*.pdf; do
    run check "$file"
done
run read "$out"/*.xlsx
echo "—— 县里拿发出的文件签收：与在途的一分不差，才能入账 ——"
run book "$out"/*.docx --as 阿克苏市审核
echo "—— 封存、核验，一份通知的钱到了哪里 ——"
run ledger seal
run ledger verify
run trace 新财社〔2025〕40号 --as 阿克苏审核
