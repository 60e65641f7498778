<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en_US">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Kairetsu</source>
        <translation>Kairetsu について</translation>
    </message>
    <message>
        <source>Operator console for microgrid drills</source>
        <translation>マイクログリッド訓練用の操作卓</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>バージョン %1</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>記録の保存先</translation>
    </message>
    <message>
        <source>This record</source>
        <translation>この記録</translation>
    </message>
    <message>
        <source>Licences of what ships</source>
        <translation>同梱物の使用許諾</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>AlarmCountsChip</name>
    <message>
        <source>alarms: %1 emergency, %2 high, %3 low</source>
        <translation>警報：緊急 %1、高 %2、低 %3</translation>
    </message>
</context>
<context>
    <name>AlarmFigureTable</name>
    <message>
        <source>Figure</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目標</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>該当する警報</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>あり</translation>
    </message>
    <message>
        <source>no</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>above the target</source>
        <translation>目標超過</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Alarms in the last 10 min</source>
        <translation>直近10分の警報</translation>
    </message>
    <message>
        <source>1, at most 2</source>
        <translation>1件、多くても2件</translation>
    </message>
    <message>
        <source>Flood</source>
        <translation>警報の多発</translation>
    </message>
    <message>
        <source>none; begins above 10 in 10 min, ends below 5</source>
        <translation>なし（10分に10件超で始まり、5件未満で終わる）</translation>
    </message>
    <message>
        <source>Chattering: came or went 3 times in a minute</source>
        <translation>ばたつき（1分に3回以上の発生・復帰）</translation>
    </message>
    <message>
        <source>Standing for more than 24 h</source>
        <translation>24時間を超えて継続</translation>
    </message>
    <message>
        <source>below 5, best none</source>
        <translation>5件未満、なしが望ましい</translation>
    </message>
    <message>
        <source>Mean per 10 min, whole sitting</source>
        <translation>10分あたりの平均（開始から）</translation>
    </message>
    <message>
        <source>at most 1</source>
        <translation>1件以下</translation>
    </message>
    <message>
        <source>Most in a minute</source>
        <translation>1分間の最多</translation>
    </message>
    <message>
        <source>at most 2</source>
        <translation>2件以下</translation>
    </message>
    <message>
        <source>Most in 10 min</source>
        <translation>10分間の最多</translation>
    </message>
    <message>
        <source>at most 10</source>
        <translation>10件以下</translation>
    </message>
    <message>
        <source>Most in an hour</source>
        <translation>1時間の最多</translation>
    </message>
    <message>
        <source>at most 15</source>
        <translation>15件以下</translation>
    </message>
    <message>
        <source>Share of time in flood</source>
        <translation>警報多発の時間割合</translation>
    </message>
    <message>
        <source>below 1 %</source>
        <translation>1 %未満</translation>
    </message>
    <message>
        <source>Emergency / high / low</source>
        <translation>緊急 / 高 / 低</translation>
    </message>
    <message>
        <source>about 5 / 15 / 80 %</source>
        <translation>およそ 5 / 15 / 80 %</translation>
    </message>
    <message>
        <source>Came in the last 10 min, held back ones included</source>
        <translation>直近10分の発生数（抑制・保留を含む）</translation>
    </message>
    <message>
        <source>for the evaluation</source>
        <translation>評価用</translation>
    </message>
    <message>
        <source>Shown in all; those that came most often</source>
        <translation>表示総数と発生の多い警報</translation>
    </message>
    <message>
        <source>none above 5 %</source>
        <translation>5 %超の警報なし</translation>
    </message>
    <message>
        <source>target met</source>
        <translation>目標内</translation>
    </message>
</context>
<context>
    <name>AlarmFiguresView</name>
    <message>
        <source>figures of the alarm system</source>
        <translation>警報システムの指標</translation>
    </message>
</context>
<context>
    <name>AlarmPanel</name>
    <message>
        <source>Alarms</source>
        <translation>警報</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>alarm list</source>
        <translation>警報一覧</translation>
    </message>
    <message>
        <source>%1 to acknowledge</source>
        <translation>未確認 %1</translation>
    </message>
    <message>
        <source>%1 acknowledged</source>
        <translation>確認済 %1</translation>
    </message>
    <message>
        <source>%1 shelved</source>
        <translation>一時保留 %1</translation>
    </message>
    <message>
        <source>%1 out of service</source>
        <translation>使用停止 %1</translation>
    </message>
    <message>
        <source>FLOOD: %1 in 10 min</source>
        <translation>警報多発：10分に %1 件</translation>
    </message>
    <message>
        <source>%1 suppressed</source>
        <translation>抑制 %1</translation>
    </message>
    <message>
        <source>show suppressed alarms too</source>
        <translation>抑制中の警報も表示</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>検索…</translation>
    </message>
    <message>
        <source>filter and sort the alarms</source>
        <translation>警報の絞り込みと並べ替え</translation>
    </message>
    <message>
        <source>priority</source>
        <translation>優先度</translation>
    </message>
    <message>
        <source>by %1, downwards</source>
        <translation>%1の降順</translation>
    </message>
    <message>
        <source>by %1, upwards</source>
        <translation>%1の昇順</translation>
    </message>
</context>
<context>
    <name>AlarmTable</name>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>機器</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>警報</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>対応</translation>
    </message>
    <message>
        <source>priority %1</source>
        <translation>優先度 %1</translation>
    </message>
    <message>
        <source>chattering</source>
        <translation>ばたつき</translation>
    </message>
    <message>
        <source>(blackout: %1 folded)</source>
        <translation>（停電：ほか%1件を集約）</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>%1まで</translation>
    </message>
</context>
<context>
    <name>AlarmVerbs</name>
    <message>
        <source>Acknowledge</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて確認</translation>
    </message>
    <message>
        <source>acknowledge all alarms</source>
        <translation>すべての警報を確認</translation>
    </message>
    <message>
        <source>Comment…</source>
        <translation>所見付き確認…</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>対応手引き</translation>
    </message>
    <message>
        <source>Unshelve</source>
        <translation>保留解除</translation>
    </message>
    <message>
        <source>Shelve…</source>
        <translation>一時保留…</translation>
    </message>
    <message>
        <source>Into service…</source>
        <translation>使用再開…</translation>
    </message>
    <message>
        <source>Out of service…</source>
        <translation>使用停止…</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>たたむ</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>展開</translation>
    </message>
    <message>
        <source>Acknowledge with a comment: %1</source>
        <translation>所見を付けて確認：%1</translation>
    </message>
    <message>
        <source>Put back into service: %1</source>
        <translation>警報の使用を再開：%1</translation>
    </message>
    <message>
        <source>Into service</source>
        <translation>使用を再開する</translation>
    </message>
    <message>
        <source>Take out of service: %1</source>
        <translation>警報の使用を停止：%1</translation>
    </message>
    <message>
        <source>Out of service</source>
        <translation>使用を停止する</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>show the place of the alarm on the one-line</source>
        <translation>警報の位置を単線結線図に示す</translation>
    </message>
    <message>
        <source>No guidance in this drill</source>
        <translation>この訓練に手引きなし</translation>
    </message>
</context>
<context>
    <name>ArmDialog</name>
    <message>
        <source>Arm live control</source>
        <translation>実機操作の許可</translation>
    </message>
    <message>
        <source>who arms</source>
        <translation>許可する人</translation>
    </message>
    <message>
        <source>Arm live control of %1</source>
        <translation>%1：実機操作を許可する</translation>
    </message>
    <message>
        <source>%1 of %2 devices do not answer now; nothing reaches them.</source>
        <translation>現在 %2 台中 %1 台が応答していません。応答しない機器は操作できません。</translation>
    </message>
    <message>
        <source>1. Who arms, and answers for it?</source>
        <translation>1. 責任を持って許可する人を選ぶ</translation>
    </message>
    <message>
        <source>2. Hold the button for one second.</source>
        <translation>2. ボタンを1秒間押し続ける</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>From then on what is executed at this console, by hand or by a procedure, is written to the real devices: switches move and batteries start.</source>
        <translation>許可すると、この端末で実行した操作（手動・手順とも）が実機に書き込まれます。開閉器が動き、蓄電池が起動します。</translation>
    </message>
    <message>
        <source>Interlocks, hold points and the two actions of every command stay as they are. Who arms and when is written to the record.</source>
        <translation>インターロック、確認ポイント、選択と実行の二段階操作はそのまま有効です。許可した人と時刻は記録に残ります。</translation>
    </message>
    <message>
        <source>Arm as %1</source>
        <translation>%1 として許可する</translation>
    </message>
    <message>
        <source>Arm</source>
        <translation>許可する</translation>
    </message>
    <message>
        <source>Anybody can disarm with one press or with F9, at any time. It is also disarmed when the computer slept or its clock was set, when no device answers any more, and when the sitting closes.</source>
        <translation>許可は誰でもいつでも一押し、またはF9で取り消せます。計算機が休止したとき、時計が変更されたとき、どの機器も応答しなくなったとき、運用を終了したときも自動で取り消されます。</translation>
    </message>
</context>
<context>
    <name>BacktrackDialog</name>
    <message>
        <source>Go back to an earlier moment</source>
        <translation>前の時点へ戻る</translation>
    </message>
    <message>
        <source>Plant, steps, alarms, talk, people and log go back together. What came after stays in the record as a branch of its own. Plant time stands still while you choose.</source>
        <translation>設備、手順、警報、通話、人の動き、記録表示がまとめて戻ります。その後の経過は、別の枝として記録に残ります。選んでいる間、設備の時間は止まっています。</translation>
    </message>
    <message>
        <source>Search: step, alarm, word or time</source>
        <translation>検索：手順、警報、言葉、時刻</translation>
    </message>
    <message>
        <source>branch of the record</source>
        <translation>記録の枝</translation>
    </message>
    <message>
        <source>Reason (is written to the record)</source>
        <translation>理由（記録に残ります）</translation>
    </message>
    <message>
        <source>Go back to here</source>
        <translation>ここへ戻る</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>moments, newest first</source>
        <translation>時点の一覧（新しい順）</translation>
    </message>
    <message>
        <source>branch %1 (now)</source>
        <translation>枝%1（現在）</translation>
    </message>
    <message>
        <source>branch %1</source>
        <translation>枝%1</translation>
    </message>
    <message>
        <source>The record is being read...</source>
        <translation>記録を読み取り中…</translation>
    </message>
    <message>
        <source>Choose a moment.</source>
        <translation>時点を選んでください。</translation>
    </message>
    <message>
        <source>No moment is stored from so early.</source>
        <translation>それほど前の時点は保存されていません。</translation>
    </message>
    <message>
        <source>You will stand at %1, %2 before it.</source>
        <translation>%1 の時点に戻ります（選んだ出来事の %2 前）。</translation>
    </message>
</context>
<context>
    <name>BesideLegend</name>
    <message>
        <source>Branch %1: now</source>
        <translation>枝%1：現在</translation>
    </message>
    <message>
        <source>Branch %1: left at %2, from %3 on in grey</source>
        <translation>枝%1：%2に離脱。%3以降を灰色で表示</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
</context>
<context>
    <name>BranchTable</name>
    <message>
        <source>Branch</source>
        <translation>枝</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>元の枝</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>%1 (now)</source>
        <translation>%1（現在）</translation>
    </message>
    <message>
        <source>branch %1</source>
        <translation>枝%1</translation>
    </message>
</context>
<context>
    <name>BranchesDialog</name>
    <message>
        <source>Branches of the record</source>
        <translation>記録の枝</translation>
    </message>
    <message>
        <source>The record is being read...</source>
        <translation>記録を読み取り中…</translation>
    </message>
    <message>
        <source>Show in the trends</source>
        <translation>推移グラフに重ねる</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>There is one branch only: nobody has gone back in this sitting.</source>
        <translation>枝は1本だけです。このセッションでは、まだ誰も後戻りしていません。</translation>
    </message>
    <message>
        <source>Black: branch %1, its steps at the foot. Grey, dash-dotted: branch %2, its steps at the top. They part at %3.</source>
        <translation>黒：枝%1（手順の印は下端）。灰色の一点鎖線：枝%2（手順の印は上端）。%3 に分かれます。</translation>
    </message>
    <message>
        <source>Plant time stands still while this is open.</source>
        <translation>この画面を開いている間、設備の時間は止まっています。</translation>
    </message>
</context>
<context>
    <name>BoardButton</name>
    <message>
        <source>Board</source>
        <translation>現場の状態</translation>
    </message>
    <message>
        <source>%1 not reported yet</source>
        <translation>未報告 %1件</translation>
    </message>
    <message>
        <source>opens the board of what people report</source>
        <translation>人の報告による現場の状態の一覧を開きます</translation>
    </message>
</context>
<context>
    <name>BoardDialog</name>
    <message>
        <source>Board: what people report</source>
        <translation>現場の状態（人の報告）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>%1 of %2 points are not reported yet</source>
        <translation>%2点のうち %1点が未報告です</translation>
    </message>
    <message>
        <source>All %2 points are reported</source>
        <translation>%2点すべて報告済みです</translation>
    </message>
    <message>
        <source>No wire measures these points. Until somebody reports one it is unknown, and what depends on it is refused. Enter each as it is reported; your name stands by it.</source>
        <translation>計測線のない点です。報告があるまでは不明で、それに関わる操作は拒否されます。報告を受けたら入力してください。入力した人の名前が残ります。</translation>
    </message>
</context>
<context>
    <name>BoardHint</name>
    <message>
        <source>Nobody has reported yet: %1</source>
        <translation>未報告：%1</translation>
    </message>
    <message>
        <source>Enter on the board…</source>
        <translation>報告を入力…</translation>
    </message>
</context>
<context>
    <name>BoardTable</name>
    <message>
        <source>Device</source>
        <translation>機器</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>報告の内容</translation>
    </message>
    <message>
        <source>Entered by</source>
        <translation>入力者</translation>
    </message>
    <message>
        <source>At</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>not reported yet</source>
        <translation>未報告</translation>
    </message>
</context>
<context>
    <name>CautionBox</name>
    <message>
        <source>Caution</source>
        <translation>注意</translation>
    </message>
</context>
<context>
    <name>CentrePanel</name>
    <message>
        <source>One-line</source>
        <translation>単線結線図</translation>
    </message>
    <message>
        <source>Choose a device on the one-line to see its values and what it can do.</source>
        <translation>単線結線図で機器を選ぶと、値とできる操作を表示します。</translation>
    </message>
</context>
<context>
    <name>ChapterTabs</name>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>at work</source>
        <translation>実施中</translation>
    </message>
    <message>
        <source>ahead</source>
        <translation>これから</translation>
    </message>
    <message>
        <source>without %1</source>
        <translation>%1 を除く</translation>
    </message>
    <message>
        <source>at work, but not in view</source>
        <translation>実施中（表示していません）</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>手順%1</translation>
    </message>
    <message>
        <source>waits for: %1</source>
        <translation>待ち：%1</translation>
    </message>
    <message>
        <source>over time by %1</source>
        <translation>制限を %1 超過</translation>
    </message>
</context>
<context>
    <name>CommandFoot</name>
    <message>
        <source>What you select above is executed here.</source>
        <translation>上で選択した操作はここで実行します。</translation>
    </message>
</context>
<context>
    <name>CommandRow</name>
    <message>
        <source>Selected</source>
        <translation>選択中</translation>
    </message>
    <message>
        <source>Select:</source>
        <translation>選択：</translation>
    </message>
    <message>
        <source>hold down for one second</source>
        <translation>1秒間押し続ける</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>who stands by</source>
        <translation>立ち会う人</translation>
    </message>
    <message>
        <source>A second person must stand by: who?</source>
        <translation>立会者が必要です：立ち会う人を選ぶ</translation>
    </message>
    <message>
        <source>Selected: hold the button for 1 s · %1 s left</source>
        <translation>選択中：ボタンを1秒間押し続ける・残り %1 秒</translation>
    </message>
    <message>
        <source>Command sent, waiting for its feedback</source>
        <translation>指令を送信、応答待ち</translation>
    </message>
    <message>
        <source>Confirmed by feedback</source>
        <translation>応答で確認済み</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>受け付けられません</translation>
    </message>
    <message>
        <source>No answer from the device</source>
        <translation>機器から応答なし</translation>
    </message>
</context>
<context>
    <name>CommandTable</name>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>実施者</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Command or report</source>
        <translation>操作・報告</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>選択</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>reported</source>
        <translation>報告</translation>
    </message>
</context>
<context>
    <name>ConditionTable</name>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Preview, next 60 s</source>
        <translation>予測（60秒先まで）</translation>
    </message>
    <message>
        <source>true</source>
        <translation>成立</translation>
    </message>
    <message>
        <source>not true</source>
        <translation>不成立</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>まだ成立していない</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
</context>
<context>
    <name>CurrentStepCard</name>
    <message>
        <source>The step has failed</source>
        <translation>この手順は失敗しました</translation>
    </message>
    <message>
        <source>Required before</source>
        <translation>実施前の条件</translation>
    </message>
    <message>
        <source>Not possible now</source>
        <translation>今はできません</translation>
    </message>
    <message>
        <source>Interlocks in the way</source>
        <translation>成立していないインターロック</translation>
    </message>
    <message>
        <source>Preview, next 60 s</source>
        <translation>予測（60秒先まで）</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>期待する結果</translation>
    </message>
    <message>
        <source>Expected for %1 (held %2)</source>
        <translation>期待する結果（%1 継続、現在 %2）</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>制限 %1</translation>
    </message>
    <message>
        <source>target %1</source>
        <translation>目標 %1</translation>
    </message>
    <message>
        <source>elapsed %1</source>
        <translation>経過 %1</translation>
    </message>
    <message>
        <source>over time by %1</source>
        <translation>%1 超過</translation>
    </message>
</context>
<context>
    <name>DeviceSearch</name>
    <message>
        <source>No device is called %1.</source>
        <translation>「%1」という機器はありません。</translation>
    </message>
    <message>
        <source>No device is called %1. Perhaps you mean:</source>
        <translation>「%1」という機器はありません。近い名前：</translation>
    </message>
    <message>
        <source>Find a device</source>
        <translation>機器を探す</translation>
    </message>
    <message>
        <source>Number or name</source>
        <translation>番号または名称</translation>
    </message>
    <message>
        <source>devices</source>
        <translation>機器一覧</translation>
    </message>
</context>
<context>
    <name>DeviceTrend</name>
    <message>
        <source>trend of the device</source>
        <translation>機器のグラフ</translation>
    </message>
    <message>
        <source>Last 30 min of</source>
        <translation>直近30分</translation>
    </message>
    <message>
        <source>Nothing of this device is sampled.</source>
        <translation>この機器に記録される信号はありません。</translation>
    </message>
</context>
<context>
    <name>EndingCard</name>
    <message>
        <source>Report of the drill…</source>
        <translation>訓練報告書…</translation>
    </message>
    <message>
        <source>The record is being opened</source>
        <translation>記録を開いています</translation>
    </message>
    <message>
        <source>The sitting is being opened</source>
        <translation>開始の準備をしています</translation>
    </message>
    <message>
        <source>The first start on a computer takes a minute or two.</source>
        <translation>このコンピューターでの最初の起動には1～2分かかります。</translation>
    </message>
    <message>
        <source>The sitting could not be opened</source>
        <translation>開始できませんでした</translation>
    </message>
    <message>
        <source>Close this window, put right what is said above, start again.</source>
        <translation>この画面を閉じ、上に示した問題を直してから、もう一度始めてください。</translation>
    </message>
    <message>
        <source>Free operation</source>
        <translation>自由操作</translation>
    </message>
    <message>
        <source>No procedure leads here. Choose a device on the one-line: its values and what it can do open below. What the scenario brings comes by itself.</source>
        <translation>ここに手順書はありません。単線結線図で機器を選ぶと、その値とできる操作が下に開きます。シナリオの出来事は自動で起こります。</translation>
    </message>
    <message>
        <source>No procedure is at work</source>
        <translation>実施中の手順はありません</translation>
    </message>
    <message>
        <source>The next one opens when its turn comes.</source>
        <translation>順番が来ると次の手順が開きます。</translation>
    </message>
    <message>
        <source>The sitting is complete</source>
        <translation>全手順を完了しました</translation>
    </message>
    <message>
        <source>Every procedure of the chain has ended well.</source>
        <translation>一連の手順がすべて正常に終わりました。</translation>
    </message>
    <message>
        <source>The sitting was aborted</source>
        <translation>中止しました</translation>
    </message>
    <message>
        <source>The devices were brought to their safe state.</source>
        <translation>機器を安全な状態にしました。</translation>
    </message>
    <message>
        <source>Record:</source>
        <translation>記録ファイル：</translation>
    </message>
    <message>
        <source>Choose a device on the one-line to see its values.</source>
        <translation>単線結線図で機器を選ぶと、値を表示します。</translation>
    </message>
    <message>
        <source>Watching only</source>
        <translation>監視専用</translation>
    </message>
    <message>
        <source>Nothing can be commanded here, and no procedure runs.</source>
        <translation>ここから操作はできず、手順も進みません。</translation>
    </message>
    <message>
        <source>What it can do opens below the one-line.</source>
        <translation>できる操作は単線結線図の下に表示します。</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>ほか %1 件</translation>
    </message>
    <message>
        <source>Start a procedure…</source>
        <translation>手順を始める…</translation>
    </message>
</context>
<context>
    <name>EnterField</name>
    <message>
        <source>Enter</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>choose…</source>
        <translation>選んでください</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
</context>
<context>
    <name>EventLog</name>
    <message>
        <source>event log</source>
        <translation>記録一覧</translation>
    </message>
</context>
<context>
    <name>EventTable</name>
    <message>
        <source>No.</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>誰が</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>できごと</translation>
    </message>
</context>
<context>
    <name>EventsDialog</name>
    <message>
        <source>Events of the record</source>
        <translation>記録された事象</translation>
    </message>
    <message>
        <source>Search: step, alarm, word or time</source>
        <translation>検索：手順・警報・語句・時刻</translation>
    </message>
    <message>
        <source>kind of event</source>
        <translation>事象の種類</translation>
    </message>
    <message>
        <source>every event</source>
        <translation>すべての事象</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>この時点へ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>Faceplate</name>
    <message>
        <source>choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Preview, next 60 s</source>
        <translation>予測（60秒先まで）</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Acting as</source>
        <translation>操作する役割</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>受け付けられません：%1</translation>
    </message>
    <message>
        <source>Faceplate</source>
        <translation>機器の詳細</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>推移</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
</context>
<context>
    <name>ForkDialog</name>
    <message>
        <source>Fork from here</source>
        <translation>ここから続ける</translation>
    </message>
    <message>
        <source>A drill begins at the stored moment at or before %1, in this window and in a new record. It starts with a copy of all that led there. The record that is shown stays as it is.</source>
        <translation>%1 の直前に保存された時点から、この画面で訓練を始めます。新しい記録には、そこに至るまでの内容が写されます。再生中の記録は変わりません。</translation>
    </message>
    <message>
        <source>who sits</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>Go on from here</source>
        <translation>ここから続ける</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Who sits</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>新しい記録</translation>
    </message>
</context>
<context>
    <name>GuidanceDialog</name>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Consequence</source>
        <translation>影響</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>対応</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>所見</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>act within %1</source>
        <translation>%1以内に対応</translation>
    </message>
    <message>
        <source>comes after %1</source>
        <translation>%1継続で発生</translation>
    </message>
    <message>
        <source>goes after %1</source>
        <translation>%1継続で復帰</translation>
    </message>
    <message>
        <source>deadband %1</source>
        <translation>不感帯 %1</translation>
    </message>
    <message>
        <source>Show its place</source>
        <translation>位置を示す</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>glossary</source>
        <translation>用語集</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Find a word</source>
        <translation>用語を探す</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>記号</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>用語</translation>
    </message>
    <message>
        <source>How to</source>
        <translation>操作のしかた</translation>
    </message>
    <message>
        <source>Words of what you look at and of the current step come first.</source>
        <translation>見ているものと現在の手順の用語が先に並びます。</translation>
    </message>
    <message>
        <source>There is no glossary in this drill.</source>
        <translation>この訓練では用語集を使えません。</translation>
    </message>
</context>
<context>
    <name>HoldBar</name>
    <message>
        <source>Hold point %1</source>
        <translation>確認ポイント %1</translation>
    </message>
    <message>
        <source>who signs</source>
        <translation>署名する人</translation>
    </message>
    <message>
        <source>Who signs?</source>
        <translation>署名する人を選ぶ</translation>
    </message>
    <message>
        <source>Sign as %1</source>
        <translation>%1として署名する</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>署名する</translation>
    </message>
</context>
<context>
    <name>OffScale</name>
    <message>
        <source>below the scale</source>
        <translation>目盛の下</translation>
    </message>
    <message>
        <source>above the scale</source>
        <translation>目盛の上</translation>
    </message>
</context>
<context>
    <name>HoursLine</name>
    <message>
        <source>To %1 %</source>
        <translation>%1 %まで</translation>
    </message>
    <message>
        <source>over %1 h</source>
        <translation>%1 時間超</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>到達済み</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 時間</translation>
    </message>
    <message>
        <source>Down to %1 percent: %2 in the worst tenth of the futures, %3 in the middle one, %4 in the best tenth.</source>
        <translation>充電率%1パーセントまで：悪い側の1割の予測で%2、中央の予測で%3、良い側の1割の予測で%4。</translation>
    </message>
</context>
<context>
    <name>KeySwitch</name>
    <message>
        <source>Arm…</source>
        <translation>実機操作を許可…</translation>
    </message>
    <message>
        <source>Disarm</source>
        <translation>許可を取り消す</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>監視専用</translation>
    </message>
    <message>
        <source>This console watches only. Nothing can be sent to a device.</source>
        <translation>この端末は監視専用です。機器には何も送りません。</translation>
    </message>
    <message>
        <source>Writes are locked</source>
        <translation>書き込みロック中</translation>
    </message>
    <message>
        <source>Nothing is sent to a device until somebody arms.</source>
        <translation>許可されるまで、機器には何も送りません。</translation>
    </message>
    <message>
        <source>ARMED by %1 at %2</source>
        <translation>実機操作 許可中：%1 %2</translation>
    </message>
    <message>
        <source>What is executed here is written to real devices.</source>
        <translation>ここで実行した操作は実機に書き込まれます。</translation>
    </message>
</context>
<context>
    <name>LargeView</name>
    <message>
        <source>Large view of the trends</source>
        <translation>推移グラフの拡大表示</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Fit to the values</source>
        <translation>値に合わせて表示</translation>
    </message>
    <message>
        <source>P10, P50, P90: 40 futures reckoned hour by hour from what is connected now, each with its own load (±15 %) and its own light for each day (25–100 %); with the losses of the inverter. Nobody switches anything in them.</source>
        <translation>P10・P50・P90：現在の接続状態から1時間ごとに計算した40通りの予測。予測ごとに負荷（±15 %）と日ごとの日射（25～100 %）を変え、インバーターの損失を含む。その間、開閉操作はしないものとする。</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>closed</source>
        <translation>入</translation>
    </message>
    <message>
        <source>open</source>
        <translation>切</translation>
    </message>
    <message>
        <source>position not known</source>
        <translation>位置不明</translation>
    </message>
    <message>
        <source>utility</source>
        <translation>電力側</translation>
    </message>
    <message>
        <source>island</source>
        <translation>MG側</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>停電</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>legend of lines and switches</source>
        <translation>線と開閉器の凡例</translation>
    </message>
</context>
<context>
    <name>LinkNote</name>
    <message>
        <source>Another device answers here: its values are not shown</source>
        <translation>別の機器が応答しています。値は表示しません</translation>
    </message>
    <message>
        <source>The connection is being made</source>
        <translation>接続しています</translation>
    </message>
    <message>
        <source>The device does not answer: what is shown is old</source>
        <translation>機器が応答しません。表示は古い値です</translation>
    </message>
</context>
<context>
    <name>LinkTable</name>
    <message>
        <source>Device</source>
        <translation>機器</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>接続先</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>最終応答</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>応答時間</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>いつから</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>ユニット</translation>
    </message>
</context>
<context>
    <name>LinksButton</name>
    <message>
        <source>Devices %1/%2</source>
        <translation>機器 %1/%2</translation>
    </message>
    <message>
        <source>%1 not answering</source>
        <translation>応答なし %1</translation>
    </message>
    <message>
        <source>%1 wrong device</source>
        <translation>機器相違 %1</translation>
    </message>
    <message>
        <source>opens the list of connections</source>
        <translation>接続一覧を開く</translation>
    </message>
</context>
<context>
    <name>LinksDialog</name>
    <message>
        <source>Connections to the devices</source>
        <translation>機器との接続</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>A device that does not answer is tried again by itself, every two seconds at most. A command is never sent twice.</source>
        <translation>応答しない機器には、2秒以内ごとに自動で接続し直します。操作指令が二重に送られることはありません。</translation>
    </message>
    <message>
        <source>%1 of %2 devices answer</source>
        <translation>%2 台中 %1 台が応答</translation>
    </message>
</context>
<context>
    <name>LockedNote</name>
    <message>
        <source>Read-only: commands are refused at this console.</source>
        <translation>監視専用：この端末からの操作は受け付けません。</translation>
    </message>
    <message>
        <source>Writes are locked: commands are refused until live control is armed.</source>
        <translation>書き込みロック中：実機操作が許可されるまで、操作は受け付けません。</translation>
    </message>
</context>
<context>
    <name>MomentTable</name>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>章</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>出来事</translation>
    </message>
    <message>
        <source>step</source>
        <translation>手順</translation>
    </message>
    <message>
        <source>alarm</source>
        <translation>警報</translation>
    </message>
    <message>
        <source>happening</source>
        <translation>発生事象</translation>
    </message>
    <message>
        <source>phase</source>
        <translation>段階</translation>
    </message>
    <message>
        <source>note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>gone back</source>
        <translation>後戻り</translation>
    </message>
</context>
<context>
    <name>MoveMenu</name>
    <message>
        <source>To the left edge</source>
        <translation>左端へ</translation>
    </message>
    <message>
        <source>To the right edge</source>
        <translation>右端へ</translation>
    </message>
    <message>
        <source>To the upper edge</source>
        <translation>上端へ</translation>
    </message>
    <message>
        <source>To the lower edge</source>
        <translation>下端へ</translation>
    </message>
    <message>
        <source>Left of it</source>
        <translation>その左へ</translation>
    </message>
    <message>
        <source>Right of it</source>
        <translation>その右へ</translation>
    </message>
    <message>
        <source>Above it</source>
        <translation>その上へ</translation>
    </message>
    <message>
        <source>Below it</source>
        <translation>その下へ</translation>
    </message>
    <message>
        <source>Behind a tab with it</source>
        <translation>タブで重ねる</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Understood</source>
        <translation>了解</translation>
    </message>
    <message>
        <source>Nothing is armed any more; look at the plant before you go on.</source>
        <translation>実機操作の許可は取り消されました。設備の状態を確かめてから続けてください。</translation>
    </message>
    <message>
        <source>Closing: the record is being completed and the connections are let go.</source>
        <translation>終了しています：記録を仕上げ、機器との接続を切っています。</translation>
    </message>
</context>
<context>
    <name>OneLineView</name>
    <message>
        <source>one-line diagram</source>
        <translation>単線結線図</translation>
    </message>
</context>
<context>
    <name>PanelStrip</name>
    <message>
        <source>Move</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>move the panel %1</source>
        <translation>「%1」を移動する</translation>
    </message>
    <message>
        <source>back into the main window</source>
        <translation>主画面に戻す</translation>
    </message>
    <message>
        <source>into a window of its own</source>
        <translation>別ウィンドウにする</translation>
    </message>
    <message>
        <source>close the panel %1</source>
        <translation>「%1」を閉じる</translation>
    </message>
    <message>
        <source>%1: back among the other plots</source>
        <translation>%1: ほかのグラフの並びに戻す</translation>
    </message>
</context>
<context>
    <name>PlotColumn</name>
    <message>
        <source>Every plot has a place of its own now.</source>
        <translation>すべてのグラフを個別に表示しています。</translation>
    </message>
</context>
<context>
    <name>PointDialog</name>
    <message>
        <source>Enter a reported value</source>
        <translation>報告された値の入力</translation>
    </message>
    <message>
        <source>No wire measures this point. Enter what was reported; your name stands by it.</source>
        <translation>この点は計測されていません。報告された内容を入力します。入力者の名前が残ります。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ProcedurePanel</name>
    <message>
        <source>step %1 of %2</source>
        <translation>手順 %1／%2</translation>
    </message>
    <message>
        <source>%1, target %2</source>
        <translation>%1／目標%2</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>印刷…</translation>
    </message>
    <message>
        <source>print procedures, or save them as PDF</source>
        <translation>手順書を印刷、またはPDFに保存</translation>
    </message>
    <message>
        <source>Called from step %1; returns to %2 by itself</source>
        <translation>手順%1からの呼出し・終わると自動で%2へ戻る</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>Reason (is written to the record)</source>
        <translation>理由（記録に残ります）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>RefusalBar</name>
    <message>
        <source>Understood</source>
        <translation>了解</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>受け付けられません：%1</translation>
    </message>
</context>
<context>
    <name>ReplayBar</name>
    <message>
        <source>Report…</source>
        <translation>報告書…</translation>
    </message>
    <message>
        <source>branch %1</source>
        <translation>分岐 %1</translation>
    </message>
    <message>
        <source>to the beginning</source>
        <translation>最初へ</translation>
    </message>
    <message>
        <source>to the event before</source>
        <translation>前の事象へ</translation>
    </message>
    <message>
        <source>to the next event</source>
        <translation>次の事象へ</translation>
    </message>
    <message>
        <source>to the end</source>
        <translation>最後へ</translation>
    </message>
    <message>
        <source>time of the record</source>
        <translation>記録の時間軸</translation>
    </message>
    <message>
        <source>speed of the replay</source>
        <translation>再生の速度</translation>
    </message>
    <message>
        <source>kind of event to jump to</source>
        <translation>移動先の事象の種類</translation>
    </message>
    <message>
        <source>branch of the record</source>
        <translation>記録の分岐</translation>
    </message>
    <message>
        <source>Events...</source>
        <translation>事象一覧…</translation>
    </message>
    <message>
        <source>Fork from here...</source>
        <translation>ここから続ける…</translation>
    </message>
    <message>
        <source>fork from here</source>
        <translation>ここから続ける</translation>
    </message>
    <message>
        <source>every event</source>
        <translation>すべての事象</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>再生</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>スペースキー</translation>
    </message>
</context>
<context>
    <name>ReplayKinds</name>
    <message>
        <source>steps</source>
        <translation>手順</translation>
    </message>
    <message>
        <source>alarms</source>
        <translation>警報</translation>
    </message>
    <message>
        <source>happenings</source>
        <translation>出来事</translation>
    </message>
    <message>
        <source>commands</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>talk</source>
        <translation>通話</translation>
    </message>
    <message>
        <source>phases</source>
        <translation>運用段階</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>goings back</source>
        <translation>前の時点に戻る</translation>
    </message>
</context>
<context>
    <name>ReplayTable</name>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>RunControls</name>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>Back…</source>
        <translation>戻る…</translation>
    </message>
    <message>
        <source>Skip…</source>
        <translation>飛ばす…</translation>
    </message>
    <message>
        <source>Abort…</source>
        <translation>中止…</translation>
    </message>
    <message>
        <source>What is not so?</source>
        <translation>何が違いますか</translation>
    </message>
    <message>
        <source>Report: not so</source>
        <translation>「違う」と報告する</translation>
    </message>
    <message>
        <source>Go back to an earlier step</source>
        <translation>前の手順に戻る</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Skip this step</source>
        <translation>この手順を飛ばす</translation>
    </message>
    <message>
        <source>Skip the step</source>
        <translation>手順を飛ばす</translation>
    </message>
    <message>
        <source>Abort the procedure to its safe state</source>
        <translation>手順を中止し安全な状態にする</translation>
    </message>
    <message>
        <source>Abort the procedure</source>
        <translation>手順を中止する</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Save the trends</source>
        <translation>推移グラフの保存</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>%1から%2まで</translation>
    </message>
    <message>
        <source>Picture, PNG at twice the size</source>
        <translation>画像（PNG、2倍の解像度）</translation>
    </message>
    <message>
        <source>Drawing, SVG</source>
        <translation>図面（SVG）</translation>
    </message>
    <message>
        <source>Table, CSV: every sample of the record</source>
        <translation>表（CSV、記録の全サンプル）</translation>
    </message>
    <message>
        <source>file</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>how far it is written</source>
        <translation>書き込みの進み具合</translation>
    </message>
    <message>
        <source>[DRILL REHEARSAL]</source>
        <translation>【訓練リハーサル】</translation>
    </message>
    <message>
        <source>[DRILL]</source>
        <translation>【訓練】</translation>
    </message>
    <message>
        <source>[LIVE]</source>
        <translation>【実】</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>保存しました：%1</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>保存できませんでした：%1</translation>
    </message>
</context>
<context>
    <name>SayBox</name>
    <message>
        <source>Expected read-back:</source>
        <translation>期待する復唱：</translation>
    </message>
    <message>
        <source>Report:</source>
        <translation>報告：</translation>
    </message>
    <message>
        <source>%1 says to you (%2)</source>
        <translation>%1 からあなた（%2）へ</translation>
    </message>
    <message>
        <source>Say to %2 (you are %1)</source>
        <translation>%2 に言う（あなたは %1）</translation>
    </message>
    <message>
        <source>%1 says to %2</source>
        <translation>%1 から %2 へ</translation>
    </message>
    <message>
        <source>you enter what you hear</source>
        <translation>聞いた内容を入力</translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation>%1 回目</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>残り %1 秒</translation>
    </message>
    <message>
        <source>Heard:</source>
        <translation>復唱：</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>Said otherwise</source>
        <translation>別の言葉だった</translation>
    </message>
    <message>
        <source>other words? write what was heard</source>
        <translation>違う言葉なら、聞いたとおりに入力</translation>
    </message>
    <message>
        <source>what was heard</source>
        <translation>聞いた内容</translation>
    </message>
    <message>
        <source>your read-back</source>
        <translation>あなたの復唱</translation>
    </message>
</context>
<context>
    <name>ShelveDialog</name>
    <message>
        <source>Shelve: %1</source>
        <translation>一時保留：%1</translation>
    </message>
    <message>
        <source>Shelve the alarm</source>
        <translation>一時保留にする</translation>
    </message>
    <message>
        <source>for %1 minutes</source>
        <translation>%1 分間</translation>
    </message>
    <message>
        <source>until it goes, 30 minutes at most</source>
        <translation>復帰するまで（最長30分）</translation>
    </message>
</context>
<context>
    <name>SignalList</name>
    <message>
        <source>Enter…</source>
        <translation>入力…</translation>
    </message>
    <message>
        <source>enter what was reported: %1</source>
        <translation>報告された内容を入力：%1</translation>
    </message>
    <message>
        <source>reported by a person</source>
        <translation>人が報告した値</translation>
    </message>
    <message>
        <source>not valid</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>%1 old</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>normal from %1</source>
        <translation>正常範囲：%1以上</translation>
    </message>
    <message>
        <source>normal up to %1</source>
        <translation>正常範囲：%1以下</translation>
    </message>
</context>
<context>
    <name>SignalPicker</name>
    <message>
        <source>Curves</source>
        <translation>表示中の曲線</translation>
    </message>
    <message>
        <source>Search a signal by name</source>
        <translation>信号を名前で検索</translation>
    </message>
    <message>
        <source>curves with their values</source>
        <translation>曲線とその値</translation>
    </message>
    <message>
        <source>all signals of the site</source>
        <translation>サイトのすべての信号</translation>
    </message>
    <message>
        <source>Up to %1 curves; one plot for each unit.</source>
        <translation>最大%1本。単位ごとに1つのグラフで表示します。</translation>
    </message>
</context>
<context>
    <name>SpanBar</name>
    <message>
        <source>Time span</source>
        <translation>時間幅</translation>
    </message>
    <message>
        <source>Show more time (−)</source>
        <translation>時間幅を広げる（－）</translation>
    </message>
    <message>
        <source>Show less time (+)</source>
        <translation>時間幅を狭める（＋）</translation>
    </message>
    <message>
        <source>Earlier (Page up)</source>
        <translation>前の時間へ（Page Up）</translation>
    </message>
    <message>
        <source>Later (Page down)</source>
        <translation>後の時間へ（Page Down）</translation>
    </message>
    <message>
        <source>Back to now (Home)</source>
        <translation>現在に戻る（Home）</translation>
    </message>
    <message>
        <source>Large view of the chosen plot (Enter)</source>
        <translation>選んだグラフを大きく表示（Enter）</translation>
    </message>
    <message>
        <source>Back among the other plots (W)</source>
        <translation>ほかのグラフの並びに戻す（W）</translation>
    </message>
    <message>
        <source>The chosen plot into a window of its own (W)</source>
        <translation>選んだグラフを別ウィンドウに出す（W）</translation>
    </message>
    <message>
        <source>Save as picture or table…</source>
        <translation>画像・表として保存…</translation>
    </message>
    <message>
        <source>All plots</source>
        <translation>すべてのグラフ</translation>
    </message>
    <message>
        <source>Each as the site has it</source>
        <translation>それぞれの既定の時間幅</translation>
    </message>
    <message>
        <source>The chosen plot</source>
        <translation>選んだグラフ</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 時間</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>Standing at %1–%2: the plots do not follow the time.</source>
        <translation>%1～%2を表示中。時間の進みに合わせて動きません。</translation>
    </message>
</context>
<context>
    <name>SpeedControl</name>
    <message>
        <source>pause plant time</source>
        <translation>時間を止める</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>speed of plant time</source>
        <translation>時間の速さ</translation>
    </message>
    <message>
        <source>Speed of plant time</source>
        <translation>時間の速さ</translation>
    </message>
</context>
<context>
    <name>StepActions</name>
    <message>
        <source>Seen and confirmed</source>
        <translation>見て確認しました</translation>
    </message>
    <message>
        <source>Do this step again</source>
        <translation>この手順をやり直す</translation>
    </message>
    <message>
        <source>Enter again</source>
        <translation>入れ直す</translation>
    </message>
    <message>
        <source>Read back</source>
        <translation>復唱する</translation>
    </message>
    <message>
        <source>Say it</source>
        <translation>発令する</translation>
    </message>
    <message>
        <source>Report it</source>
        <translation>報告する</translation>
    </message>
    <message>
        <source>It was said again</source>
        <translation>もう一度言いました</translation>
    </message>
    <message>
        <source>%1 reported it in these words</source>
        <translation>%1 からこの言葉で報告あり</translation>
    </message>
    <message>
        <source>%1 said it in these words</source>
        <translation>%1 がこの言葉で発令した</translation>
    </message>
    <message>
        <source>I have read it back</source>
        <translation>復唱しました</translation>
    </message>
    <message>
        <source>Repeated, and right</source>
        <translation>復唱あり・正しい</translation>
    </message>
    <message>
        <source>%1: that is right</source>
        <translation>%1「その通り」</translation>
    </message>
    <message>
        <source>That is right</source>
        <translation>その通り</translation>
    </message>
    <message>
        <source>Not right</source>
        <translation>復唱に誤り</translation>
    </message>
    <message>
        <source>%1 says it again</source>
        <translation>%1 が言い直す</translation>
    </message>
    <message>
        <source>Say it again</source>
        <translation>もう一度言う</translation>
    </message>
    <message>
        <source>It cannot be done…</source>
        <translation>実施できない…</translation>
    </message>
    <message>
        <source>Not so…</source>
        <translation>違います…</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>次の手順へ</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>先へ進む</translation>
    </message>
    <message>
        <source>Do it and look</source>
        <translation>操作して結果を見る</translation>
    </message>
</context>
<context>
    <name>StepLine</name>
    <message>
        <source>not started</source>
        <translation>未着手</translation>
    </message>
    <message>
        <source>current</source>
        <translation>実施中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>飛ばした</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>verified by measurement</source>
        <translation>計測で確認</translation>
    </message>
    <message>
        <source>verified by eye</source>
        <translation>目で確認</translation>
    </message>
</context>
<context>
    <name>TalkLog</name>
    <message>
        <source>Talk</source>
        <translation>通話記録</translation>
    </message>
</context>
<context>
    <name>TalkTable</name>
    <message>
        <source>order</source>
        <translation>発令</translation>
    </message>
    <message>
        <source>read-back</source>
        <translation>復唱</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>say again</source>
        <translation>再発令</translation>
    </message>
    <message>
        <source>report</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>report read back</source>
        <translation>報告の復唱</translation>
    </message>
    <message>
        <source>notice</source>
        <translation>連絡</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>REPLAY (%1)</source>
        <translation>再生（%1）</translation>
    </message>
    <message>
        <source>view: panels, layout, windows (Alt+V)</source>
        <translation>表示：パネル、配置、ウィンドウ（Alt+V）</translation>
    </message>
    <message>
        <source>SoC</source>
        <translation>充電率</translation>
    </message>
    <message>
        <source>Supply left</source>
        <translation>供給可能</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>周波数</translation>
    </message>
    <message>
        <source>Voltage</source>
        <translation>電圧</translation>
    </message>
    <message>
        <source>Island load</source>
        <translation>MG負荷</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>運用段階</translation>
    </message>
    <message>
        <source>switch to Japanese</source>
        <translation>英語に切り替える</translation>
    </message>
    <message>
        <source>help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>1× while you act</source>
        <translation>操作中は1×</translation>
    </message>
    <message>
        <source>no blackout</source>
        <translation>停電なし</translation>
    </message>
    <message>
        <source>blackout %1</source>
        <translation>停電から %1</translation>
    </message>
    <message>
        <source>h</source>
        <translation>時間</translation>
    </message>
</context>
<context>
    <name>TrendPanel</name>
    <message>
        <source>Older curves cannot be read now: %1</source>
        <translation>過去のグラフを今は読み込めません：%1</translation>
    </message>
    <message>
        <source>trends</source>
        <translation>推移グラフ</translation>
    </message>
    <message>
        <source>Left and right move the cursor, up and down choose a plot, plus and minus zoom, page up and page down go through time, Home goes back to now, Enter enlarges, W takes the plot into a window of its own and back.</source>
        <translation>左右キーでカーソル、上下キーでグラフの選択、＋と－で拡大・縮小、Page UpとPage Downで時間の移動、Homeで現在に戻る、Enterで大きく表示、Wで別ウィンドウに出す・戻す。</translation>
    </message>
</context>
<context>
    <name>TrendPlot</name>
    <message>
        <source>%1 h</source>
        <translation>%1 時間</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>TroubleBar</name>
    <message>
        <source>The sitting has ended because of an error. Its record is complete up to here; what this window shows no longer changes.</source>
        <translation>エラーのため終了しました。記録はここまで保存されています。この画面の表示はもう変わりません。</translation>
    </message>
</context>
<context>
    <name>VerbCard</name>
    <message>
        <source>%1 of %2 interlocks hold</source>
        <translation>インターロック %2件中%1件成立</translation>
    </message>
    <message>
        <source>Instructor overrides…</source>
        <translation>進行管理者が解除…</translation>
    </message>
    <message>
        <source>Instructor overrides the interlocks: %1</source>
        <translation>進行管理者によるインターロック解除：%1</translation>
    </message>
    <message>
        <source>Override and select</source>
        <translation>解除して選択する</translation>
    </message>
</context>
<context>
    <name>ViewMenu</name>
    <message>
        <source>Full screen</source>
        <translation>全画面表示</translation>
    </message>
    <message>
        <source>In a window of its own</source>
        <translation>別ウィンドウで表示</translation>
    </message>
    <message>
        <source>Arrange panels</source>
        <translation>配置を変える</translation>
    </message>
    <message>
        <source>Back to the usual places</source>
        <translation>標準の配置に戻す</translation>
    </message>
</context>
<context>
    <name>WatchStrip</name>
    <message>
        <source>Watching</source>
        <translation>監視中</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>成立</translation>
    </message>
    <message>
        <source>does not matter now</source>
        <translation>今は対象外</translation>
    </message>
    <message>
        <source>does not hold</source>
        <translation>不成立</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Watching: %1 of %2 hold</source>
        <translation>監視中：%2項目のうち%1項目が正常</translation>
    </message>
</context>
<context>
    <name>_Place</name>
    <message>
        <source>not signed yet</source>
        <translation>未署名</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>署名済み</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未署名</translation>
    </message>
</context>
<context>
    <name>DutyButton</name>
    <message>
        <source>Contacts...</source>
        <translation>連絡先…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>Start a procedure...</source>
        <translation>手順を開始…</translation>
    </message>
    <message>
        <source>Hand over the shift...</source>
        <translation>当直を引き継ぐ…</translation>
    </message>
    <message>
        <source>Write to the log...</source>
        <translation>記録に書く…</translation>
    </message>
    <message>
        <source>Tell the city</source>
        <translation>市へ連絡</translation>
    </message>
    <message>
        <source>Write to the log</source>
        <translation>記録に書く</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>書き込む</translation>
    </message>
    <message>
        <source>Go back to an earlier moment... (Ctrl+B)</source>
        <translation>前の時点へ戻る…（Ctrl+B）</translation>
    </message>
    <message>
        <source>Branches of the record...</source>
        <translation>記録の枝…</translation>
    </message>
</context>
<context>
    <name>StartTable</name>
    <message>
        <source>No.</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>手順書</translation>
    </message>
    <message>
        <source>What stands against it now</source>
        <translation>今始められない・必要ない理由</translation>
    </message>
</context>
<context>
    <name>StartDialog</name>
    <message>
        <source>Start a procedure</source>
        <translation>手順の開始</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>HourlyDialog</name>
    <message>
        <source>Tell the city how long supply lasts</source>
        <translation>供給可能時間を市へ連絡</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>伝えた</translation>
    </message>
    <message>
        <source>Not this time...</source>
        <translation>今回は省略…</translation>
    </message>
    <message>
        <source>Leave out the word to the city</source>
        <translation>市への連絡を省略</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>省略する</translation>
    </message>
</context>
<context>
    <name>HandoverDialog</name>
    <message>
        <source>Hand over the shift</source>
        <translation>当直の引継ぎ</translation>
    </message>
    <message>
        <source>Say what stands</source>
        <translation>引継ぎ事項を伝える</translation>
    </message>
    <message>
        <source>Repeated rightly</source>
        <translation>正しく復唱</translation>
    </message>
    <message>
        <source>Repeated wrongly</source>
        <translation>復唱に誤り</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>or write what was repeated</source>
        <translation>または復唱された言葉を記入</translation>
    </message>
    <message>
        <source>Expected read-back:</source>
        <translation>期待する復唱：</translation>
    </message>
    <message>
        <source>Differs, say it once more:</source>
        <translation>相違あり。もう一度伝える：</translation>
    </message>
    <message>
        <source>%1 is about to repeat it...</source>
        <translation>%1 の復唱を待っています…</translation>
    </message>
    <message>
        <source>%1 repeats:</source>
        <translation>%1 の復唱：</translation>
    </message>
</context>
<context>
    <name>ContactsDialog</name>
    <message>
        <source>Contacts</source>
        <translation>連絡先</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>所属</translation>
    </message>
    <message>
        <source>By</source>
        <translation>手段</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>(placeholder)</source>
        <translation>（仮の番号）</translation>
    </message>
</context>
<context>
    <name>TakingUpBar</name>
    <message>
        <source>I have seen it: go on</source>
        <translation>確認しました：再開する</translation>
    </message>
    <message>
        <source>The sitting was cut off, and nobody looked for %1. Nothing is armed. The board stands as it was reported before.</source>
        <translation>操作卓が中断し、%1 の間、誰も見ていませんでした。操作は許可されていません。報告された点は中断前のままです。</translation>
    </message>
    <message>
        <source>Not read yet: %1</source>
        <translation>未読取：%1</translation>
    </message>
    <message>
        <source>Every device says what it said before.</source>
        <translation>どの機器も中断前と同じ値です。</translation>
    </message>
    <message>
        <source>The drill was cut off and stands where its record ends. Plant time waits for you.</source>
        <translation>訓練は中断され、記録の最後の時点で止まっています。確認するまで訓練の時刻は進みません。</translation>
    </message>
    <message>
        <source>Plant and record agree in every value.</source>
        <translation>設備と記録はすべての値で一致しています。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>表示の大きさ</translation>
    </message>
    <message>
        <source>Colours of switches</source>
        <translation>開閉器の色</translation>
    </message>
    <message>
        <source>Sound of alarms</source>
        <translation>警報音</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Every choice shows at once. Esc leaves everything as it was.</source>
        <translation>選ぶとすぐに変わります。Escで元に戻します。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>この設定にする</translation>
    </message>
    <message>
        <source>Leave as it was</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>昼</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>夜</translation>
    </message>
    <message>
        <source>Power utility: red is closed, green is open</source>
        <translation>電力：赤＝入・緑＝切</translation>
    </message>
    <message>
        <source>Neutral: shape and word only</source>
        <translation>中立：色なし（形と文字だけ）</translation>
    </message>
    <message>
        <source>Industry: green is closed, red is open</source>
        <translation>工業：緑＝入（運転）・赤＝切</translation>
    </message>
    <message>
        <source>Chime</source>
        <translation>チャイム</translation>
    </message>
    <message>
        <source>Bell</source>
        <translation>ベル</translation>
    </message>
    <message>
        <source>Horn</source>
        <translation>ホーン</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>音なし</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>試聴</translation>
    </message>
    <message>
        <source>hear the sound of an emergency once</source>
        <translation>緊急警報の音を一度鳴らす</translation>
    </message>
</context>
<context>
    <name>BadgeSample</name>
    <message>
        <source>CLOSED</source>
        <translation>入</translation>
    </message>
    <message>
        <source>OPEN</source>
        <translation>切</translation>
    </message>
    <message>
        <source>how closed and open switches are marked</source>
        <translation>入と切の表し方</translation>
    </message>
</context>
<context>
    <name>Mark</name>
    <message>
        <source>alarm of priority 1</source>
        <translation>優先度1の警報</translation>
    </message>
    <message>
        <source>alarm of priority 2</source>
        <translation>優先度2の警報</translation>
    </message>
    <message>
        <source>alarm of priority 3</source>
        <translation>優先度3の警報</translation>
    </message>
    <message>
        <source>trouble</source>
        <translation>異常</translation>
    </message>
    <message>
        <source>caution</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>earth</source>
        <translation>接地</translation>
    </message>
    <message>
        <source>by eye</source>
        <translation>目で確認</translation>
    </message>
    <message>
        <source>by measurement</source>
        <translation>計測で確認</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待ち</translation>
    </message>
    <message>
        <source>key</source>
        <translation>鍵</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>施錠</translation>
    </message>
    <message>
        <source>another device answers</source>
        <translation>別の機器が応答</translation>
    </message>
    <message>
        <source>entered by a person</source>
        <translation>人が入力</translation>
    </message>
    <message>
        <source>person</source>
        <translation>人</translation>
    </message>
    <message>
        <source>say</source>
        <translation>言う</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>止める</translation>
    </message>
    <message>
        <source>tagged</source>
        <translation>札</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>印</translation>
    </message>
</context>
<context>
    <name>EdgeBorder</name>
    <message>
        <source>border as of a film: this is a replay</source>
        <translation>フィルム状の枠：再生中です</translation>
    </message>
    <message>
        <source>hatched border: this is not the real plant</source>
        <translation>斜線の枠：実際の設備ではありません</translation>
    </message>
</context>
<context>
    <name>PrintDialog</name>
    <message>
        <source>Print procedures</source>
        <translation>手順書の印刷</translation>
    </message>
    <message>
        <source>What is printed</source>
        <translation>印刷する手順書</translation>
    </message>
    <message>
        <source>Language of the paper</source>
        <translation>紙の言語</translation>
    </message>
    <message>
        <source>page before</source>
        <translation>前のページ</translation>
    </message>
    <message>
        <source>next page</source>
        <translation>次のページ</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>PDFに保存…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>印刷…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Reading the procedures…</source>
        <translation>手順書を読み込み中…</translation>
    </message>
    <message>
        <source>%1 to %2, and all that they can lead to</source>
        <translation>%1〜%2と、そこから移る手順書のすべて</translation>
    </message>
    <message>
        <source>There is no procedure for this site.</source>
        <translation>このサイトの手順書はありません。</translation>
    </message>
    <message>
        <source>Laying out the pages…</source>
        <translation>ページを作成中…</translation>
    </message>
    <message>
        <source>A4. Page up and page down turn the pages.</source>
        <translation>A4判。PageUp・PageDownでページをめくります。</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>PDFに保存</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>保存しました：%1</translation>
    </message>
    <message>
        <source>Printing needs the system library libcups2. Save the PDF instead.</source>
        <translation>印刷にはシステムのライブラリlibcups2が必要です。代わりにPDFに保存してください。</translation>
    </message>
    <message>
        <source>No printer is set up on this computer. Save the PDF instead.</source>
        <translation>このパソコンにはプリンターが設定されていません。代わりにPDFに保存してください。</translation>
    </message>
</context>
<context>
    <name>TroubleDialog</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>SilenceButton</name>
    <message>
        <source>Silence</source>
        <translation>警報音停止</translation>
    </message>
    <message>
        <source>Sound off</source>
        <translation>音なし</translation>
    </message>
    <message>
        <source>With sound</source>
        <translation>音あり</translation>
    </message>
    <message>
        <source>silence the alarms that sound now</source>
        <translation>鳴っている警報の音を止める</translation>
    </message>
    <message>
        <source>no sound device: alarms are shown only</source>
        <translation>音声装置なし：警報は表示のみ</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>音なし</translation>
    </message>
</context>
<context>
    <name>AlarmFilterBar</name>
    <message>
        <source>Find in the alarms</source>
        <translation>警報を検索</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>take every filter away</source>
        <translation>絞り込みをすべて解除</translation>
    </message>
    <message>
        <source>every priority</source>
        <translation>すべての優先度</translation>
    </message>
    <message>
        <source>priority %1</source>
        <translation>優先度%1</translation>
    </message>
    <message>
        <source>to acknowledge</source>
        <translation>未確認</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>held back</source>
        <translation>保留・抑制</translation>
    </message>
    <message>
        <source>priority</source>
        <translation>優先度</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>%1順</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>every state</source>
        <translation>すべての状態</translation>
    </message>
    <message>
        <source>device</source>
        <translation>機器</translation>
    </message>
    <message>
        <source>every device</source>
        <translation>すべての機器</translation>
    </message>
    <message>
        <source>order of the alarms</source>
        <translation>警報の並び順</translation>
    </message>
    <message>
        <source>usual order</source>
        <translation>標準の並び順</translation>
    </message>
    <message>
        <source>down</source>
        <translation>降順</translation>
    </message>
    <message>
        <source>up</source>
        <translation>昇順</translation>
    </message>
    <message>
        <source>sort downwards</source>
        <translation>降順に並べる</translation>
    </message>
    <message>
        <source>FILTERED: %1 not shown</source>
        <translation>絞り込み中：%1件を非表示</translation>
    </message>
</context>
<context>
    <name>EventFilterBar</name>
    <message>
        <source>FILTERED: %1 not shown</source>
        <translation>絞り込み中：%1件を非表示</translation>
    </message>
    <message>
        <source>Find in the events</source>
        <translation>記録を検索</translation>
    </message>
    <message>
        <source>whose events</source>
        <translation>誰の記録か</translation>
    </message>
    <message>
        <source>everybody</source>
        <translation>全員</translation>
    </message>
</context>
<context>
    <name>ChecksPanel</name>
    <message>
        <source>Before you begin</source>
        <translation>始める前に</translation>
    </message>
    <message>
        <source>Check again (F5)</source>
        <translation>もう一度確認（F5）</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>止める</translation>
    </message>
    <message>
        <source>What is missing before the sitting</source>
        <translation>開始前に足りないもの</translation>
    </message>
    <message>
        <source>How much has been checked</source>
        <translation>確認の進み具合</translation>
    </message>
    <message>
        <source>Why it matters and what to do</source>
        <translation>理由とすること</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>確認しています…</translation>
    </message>
    <message>
        <source>%1 must be done first, %2 more to do.</source>
        <translation>開始前に必要 %1 件、そのほか %2 件。</translation>
    </message>
    <message>
        <source>Stopped before the end.</source>
        <translation>途中で止めました。</translation>
    </message>
    <message>
        <source>%1 to do; the sitting can open.</source>
        <translation>残り %1 件。開始はできます。</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>足りないものはありません。</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>確認すること</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>結果</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Drill (simulated)</source>
        <translation>訓練（模擬）</translation>
    </message>
    <message>
        <source>Start the drill</source>
        <translation>訓練を始める</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Who sits</source>
        <translation>操作する人</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速さ</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Rehearsal (simulated)</source>
        <translation>リハーサル（模擬）</translation>
    </message>
    <message>
        <source>Live (real devices)</source>
        <translation>実（実機）</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>監視のみ</translation>
    </message>
    <message>
        <source>Without a procedure (free operation)</source>
        <translation>手順書なし（自由操作）</translation>
    </message>
    <message>
        <source>Main window</source>
        <translation>主画面</translation>
    </message>
    <message>
        <source>Facility view</source>
        <translation>施設管理者の画面</translation>
    </message>
    <message>
        <source>Public display</source>
        <translation>発電表示モニター</translation>
    </message>
    <message>
        <source>Open on real devices</source>
        <translation>実機で始める</translation>
    </message>
    <message>
        <source>Start the rehearsal</source>
        <translation>リハーサルを始める</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>止める</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>お知らせ</translation>
    </message>
</context>
<context>
    <name>RecordsPanel</name>
    <message>
        <source>Report…</source>
        <translation>報告書…</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Records, the newest first</source>
        <translation>記録（新しい順）</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>再生</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>続きから始める</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>検証</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出し…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>Scenario, site, how it ended</source>
        <translation>シナリオ・サイト・終わり方</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>No records yet. Every drill leaves one here, to be looked at again.</source>
        <translation>記録はまだありません。訓練を行うと、ここに記録が残り、あとから見直せます。</translation>
    </message>
</context>
<context>
    <name>ShelfPanel</name>
    <message>
        <source>Drills</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>Sites and scenarios</source>
        <translation>サイトとシナリオ</translation>
    </message>
    <message>
        <source>New sitting</source>
        <translation>新しく始める</translation>
    </message>
    <message>
        <source>Open a site file…</source>
        <translation>サイトファイルを開く…</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>シナリオ</translation>
    </message>
    <message>
        <source>Procedures</source>
        <translation>手順書</translation>
    </message>
    <message>
        <source>Search procedures</source>
        <translation>手順書を探す</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>印刷…</translation>
    </message>
    <message>
        <source>Print all…</source>
        <translation>すべて印刷…</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>サイト</translation>
    </message>
    <message>
        <source>Scenarios of the site</source>
        <translation>サイトのシナリオ</translation>
    </message>
    <message>
        <source>Procedures of the site</source>
        <translation>サイトの手順書</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>サイト</translation>
    </message>
    <message>
        <source>From</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>シナリオ</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>手順書</translation>
    </message>
</context>
<context>
    <name>OwnFiles</name>
    <message>
        <source>Open a site file or a record</source>
        <translation>サイトファイルまたは記録を開く</translation>
    </message>
    <message>
        <source>Site files (*.yaml *.yml)</source>
        <translation>サイトファイル (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>Records (*.sqlite)</source>
        <translation>記録 (*.sqlite)</translation>
    </message>
    <message>
        <source>%1 is neither a site, a scenario nor a record.</source>
        <translation>%1 はサイト、シナリオ、記録のどれでもありません。</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Programme…</source>
        <translation>訓練計画…</translation>
    </message>
    <message>
        <source>This must be done first:</source>
        <translation>開始前に必要なこと：</translation>
    </message>
    <message>
        <source>Kairetsu – start</source>
        <translation>Kairetsu – 開始</translation>
    </message>
    <message>
        <source>Console for microgrid drills</source>
        <translation>マイクログリッド訓練の操作卓</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>設定…</translation>
    </message>
</context>
<context>
    <name>GlossaryTable</name>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>読み</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>In plain words</source>
        <translation>やさしい言い方</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>分野</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>here</source>
        <translation>ここ</translation>
    </message>
    <message>
        <source>in this step</source>
        <translation>この手順</translation>
    </message>
</context>
<context>
    <name>HelpTexts</name>
    <message>
        <source>go on: press the main button of the step</source>
        <translation>先へ進む：手順の主ボタンを押す</translation>
    </message>
    <message>
        <source>held for a second: carry out what is selected at the step</source>
        <translation>1秒間押し続ける：手順で選択した操作を実行する</translation>
    </message>
    <message>
        <source>say the words on the screen</source>
        <translation>画面の言葉を言う</translation>
    </message>
    <message>
        <source>confirm: that is right, or seen</source>
        <translation>「その通り」または「確認しました」</translation>
    </message>
    <message>
        <source>next part of the window, or one of them</source>
        <translation>次のパネルへ、または番号のパネルへ</translation>
    </message>
    <message>
        <source>acknowledge an alarm</source>
        <translation>警報を確認する</translation>
    </message>
    <message>
        <source>silence the alarms that sound now</source>
        <translation>鳴っている警報音を止める</translation>
    </message>
    <message>
        <source>filter and sort the alarms, look for an event</source>
        <translation>警報の絞り込み・並べ替え、記録の検索</translation>
    </message>
    <message>
        <source>in the alarm list: show the place of the alarm on the one-line</source>
        <translation>警報一覧で：警報の位置を単線結線図に示す</translation>
    </message>
    <message>
        <source>in the alarm list: fold and unfold what came with an alarm</source>
        <translation>警報一覧で：まとめた警報を開く・閉じる</translation>
    </message>
    <message>
        <source>find a device by its number</source>
        <translation>番号で機器を探す</translation>
    </message>
    <message>
        <source>go back to an earlier moment of a drill</source>
        <translation>訓練の前の時点へ戻る</translation>
    </message>
    <message>
        <source>in a replay: play and pause, go on from here</source>
        <translation>再生中：再生と停止、ここから続ける</translation>
    </message>
    <message>
        <source>in a replay: the event before, the next event</source>
        <translation>再生中：前の事象、次の事象</translation>
    </message>
    <message>
        <source>pause plant time and go on</source>
        <translation>時間を止める・再開する</translation>
    </message>
    <message>
        <source>print procedures, or save them as PDF</source>
        <translation>手順書を印刷、またはPDFに保存</translation>
    </message>
    <message>
        <source>switch the language</source>
        <translation>言語を切り替える</translation>
    </message>
    <message>
        <source>settings: theme, size, sound</source>
        <translation>設定：配色・大きさ・音</translation>
    </message>
    <message>
        <source>panels and other windows, the whole screen</source>
        <translation>パネルと他の画面、全画面表示</translation>
    </message>
    <message>
        <source>disarm live control, at once</source>
        <translation>実機操作の許可を直ちに取り消す</translation>
    </message>
    <message>
        <source>this help</source>
        <translation>このヘルプ</translation>
    </message>
    <message>
        <source>done, true, matches</source>
        <translation>完了・成立・一致</translation>
    </message>
    <message>
        <source>failed, not true, differs</source>
        <translation>失敗・不成立・不一致</translation>
    </message>
    <message>
        <source>not known, or too old (grey, slanted, with its age)</source>
        <translation>不明、または古い値（灰色の斜体に経過時間）</translation>
    </message>
    <message>
        <source>waits for somebody or for time</source>
        <translation>人または時間を待っている</translation>
    </message>
    <message>
        <source>verified by measurement</source>
        <translation>計測で確認</translation>
    </message>
    <message>
        <source>verified by eye</source>
        <translation>目で確認</translation>
    </message>
    <message>
        <source>reported and entered by a person</source>
        <translation>人が報告し入力した値</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>施錠</translation>
    </message>
    <message>
        <source>tagged: do not operate</source>
        <translation>操作禁止札</translation>
    </message>
    <message>
        <source>the device does not answer</source>
        <translation>機器が応答しない</translation>
    </message>
    <message>
        <source>another device answers</source>
        <translation>別の機器が応答</translation>
    </message>
    <message>
        <source>Say an order</source>
        <translation>発令する</translation>
    </message>
    <message>
        <source>F2 says the words. Compare what comes back word for word; F5 confirms it, else say that it differs. The report follows.</source>
        <translation>F2で言葉を言う。復唱を一語ずつ比べ、合っていればF5で確認、違えば不一致とする。そのあと報告が来る。</translation>
    </message>
    <message>
        <source>Send a command</source>
        <translation>操作する</translation>
    </message>
    <message>
        <source>Select it first. Read the interlocks and the preview of the next 60 s, then hold the button for a second. Esc lets go of it.</source>
        <translation>まず選択する。インターロックと60秒先までの予測を読み、ボタンを1秒押し続ける。Escで取り消す。</translation>
    </message>
    <message>
        <source>Pass a hold point</source>
        <translation>確認ポイントを通る</translation>
    </message>
    <message>
        <source>Two named people sign, each after having seen that everything is so. Nobody can sign twice, and nobody can skip it.</source>
        <translation>名前のある二人が、それぞれすべてを確かめてから署名する。一人で二度は署名できず、飛ばすこともできない。</translation>
    </message>
    <message>
        <source>Skip a step, or go back</source>
        <translation>手順を飛ばす・戻る</translation>
    </message>
    <message>
        <source>“Skip…” and “Back…” at the foot of the step; both want a reason.</source>
        <translation>手順の下の「飛ばす…」「戻る…」。どちらも理由が要る。</translation>
    </message>
    <message>
        <source>Go to another procedure</source>
        <translation>別の手順書へ移る</translation>
    </message>
    <message>
        <source>A branch is chosen by its button. What is called returns here by itself; the tabs show where it came from.</source>
        <translation>分岐はそのボタンで選ぶ。呼び出した手順書は終わると自動で戻る。どこから来たかはタブに示される。</translation>
    </message>
    <message>
        <source>Work without a procedure</source>
        <translation>手順書なしで操作する</translation>
    </message>
    <message>
        <source>Choose a device on the one-line; its card offers what it can do. Interlocks hold there too.</source>
        <translation>単線結線図で機器を選ぶと、できる操作がカードに出る。そこでもインターロックは働く。</translation>
    </message>
    <message>
        <source>Deal with an alarm</source>
        <translation>警報に対応する</translation>
    </message>
    <message>
        <source>Acknowledge it, read its guidance, show its place. What is known and cannot be helped now is shelved for at most 30 minutes.</source>
        <translation>確認し、対応手引きを読み、位置を見る。原因が分かっていて今は直せないものは、最長30分保留できる。</translation>
    </message>
    <message>
        <source>Have paper for a blackout</source>
        <translation>停電に備えて紙を用意する</translation>
    </message>
    <message>
        <source>“Print…” beside the title of the procedure, or: kairetsu print SITE.</source>
        <translation>手順書の題名の横の「印刷…」、または kairetsu print SITE。</translation>
    </message>
    <message>
        <source>overview: every procedure and step, who and when</source>
        <translation>全体：すべての手順書と手順、担当と時刻</translation>
    </message>
    <message>
        <source>in the trends: show less or more time, back to now</source>
        <translation>推移グラフ：時間幅を狭める・広げる、現在に戻る</translation>
    </message>
    <message>
        <source>in the trends: earlier, later</source>
        <translation>推移グラフ：前の時間、後の時間</translation>
    </message>
    <message>
        <source>in the trends: the chosen plot large</source>
        <translation>推移グラフ：選んだグラフを大きく表示</translation>
    </message>
    <message>
        <source>in a drill: read the message that waits</source>
        <translation>訓練で、待っている状況付与を読む</translation>
    </message>
</context>
<context>
    <name>OverviewDialog</name>
    <message>
        <source>Overview</source>
        <translation>手順書の全体</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>procedures of the chain</source>
        <translation>連鎖の手順書</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>手順</translation>
    </message>
    <message>
        <source>Steps of %1</source>
        <translation>%1の手順</translation>
    </message>
    <message>
        <source>%1 has not begun</source>
        <translation>%1は未開始</translation>
    </message>
</context>
<context>
    <name>ChapterTable</name>
    <message>
        <source>Procedure</source>
        <translation>手順書</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>手順</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>省略</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>at work</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>ahead</source>
        <translation>これから</translation>
    </message>
    <message>
        <source>beside the chain, returns to it</source>
        <translation>連鎖の外、終わると戻る</translation>
    </message>
    <message>
        <source>%1, target %2</source>
        <translation>%1（目標 %2）</translation>
    </message>
</context>
<context>
    <name>StepTable</name>
    <message>
        <source>Step</source>
        <translation>手順</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>担当</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>計測で確認</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>未実施</translation>
    </message>
    <message>
        <source>current</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>飛ばした</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
</context>
<context>
    <name>ValueBar</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1から%2まで</translation>
    </message>
</context>
<context>
    <name>Beside</name>
    <message>
        <source>Folder for the CSV files</source>
        <translation>CSVを書き出すフォルダー</translation>
    </message>
    <message>
        <source>Save the procedures as PDF</source>
        <translation>手順書をPDFで保存</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDFファイル (*.pdf)</translation>
    </message>
    <message>
        <source>At work: %1</source>
        <translation>実行中：%1</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>終わりました。</translation>
    </message>
</context>
<context>
    <name>DrillBar</name>
    <message>
        <source>Let time go on</source>
        <translation>時間を進める</translation>
    </message>
    <message>
        <source>Read (F7)</source>
        <translation>読む（F7）</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>了解</translation>
    </message>
    <message>
        <source>Waits for your answer: %1</source>
        <translation>返答待ち：%1</translation>
    </message>
    <message>
        <source>Nobody waits for an answer.</source>
        <translation>返答待ちの連絡はありません。</translation>
    </message>
</context>
<context>
    <name>MessageCard</name>
    <message>
        <source>In your own words</source>
        <translation>自分の言葉で答える</translation>
    </message>
    <message>
        <source>answer in your own words</source>
        <translation>自分の言葉で答える</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答える</translation>
    </message>
    <message>
        <source>You answered: %1</source>
        <translation>あなたの答え：%1</translation>
    </message>
</context>
<context>
    <name>MessagesPanel</name>
    <message>
        <source>Messages</source>
        <translation>状況付与</translation>
    </message>
    <message>
        <source>Nobody has called or written yet.</source>
        <translation>まだ連絡はありません。</translation>
    </message>
    <message>
        <source>Hint (-2 points)</source>
        <translation>ヒント（-2点）</translation>
    </message>
    <message>
        <source>End: hold 1 s</source>
        <translation>訓練終了：長押し</translation>
    </message>
    <message>
        <source>Real event: hold 1 s</source>
        <translation>実災害：長押し</translation>
    </message>
    <message>
        <source>say that something real happens: stops the drill</source>
        <translation>実災害の発生を告げ、訓練を止める</translation>
    </message>
    <message>
        <source>This drill is without hints.</source>
        <translation>この訓練ではヒントを使えません。</translation>
    </message>
    <message>
        <source>There is no hint for what is asked of you now.</source>
        <translation>いま求められていることにヒントはありません。</translation>
    </message>
    <message>
        <source>ask for a hint; it costs 2 points</source>
        <translation>ヒントを求める（2点減点）</translation>
    </message>
    <message>
        <source>end the drill: hold for one second</source>
        <translation>訓練を終了する（1秒押し続ける）</translation>
    </message>
</context>
<context>
    <name>HintCard</name>
    <message>
        <source>Hint (-2 points)</source>
        <translation>ヒント（-2点）</translation>
    </message>
</context>
<context>
    <name>BriefingCard</name>
    <message>
        <source>planned %1</source>
        <translation>予定時間 %1</translation>
    </message>
    <message>
        <source>What is trained</source>
        <translation>訓練の目標</translation>
    </message>
    <message>
        <source>Begin the drill</source>
        <translation>訓練開始</translation>
    </message>
    <message>
        <source>%1 begins the drill. Please wait.</source>
        <translation>%1さんが訓練を開始します。お待ちください。</translation>
    </message>
    <message>
        <source>Time begins to run when you begin.</source>
        <translation>訓練開始を押すと時間が進み始めます。</translation>
    </message>
    <message>
        <source>hints</source>
        <translation>ヒント</translation>
    </message>
    <message>
        <source>the preview of commands</source>
        <translation>操作の予測</translation>
    </message>
    <message>
        <source>the guidance of alarms</source>
        <translation>警報の対応手引き</translation>
    </message>
    <message>
        <source>the glossary</source>
        <translation>用語集</translation>
    </message>
    <message>
        <source>Not in this drill: %1</source>
        <translation>この訓練で使えないもの：%1</translation>
    </message>
</context>
<context>
    <name>Curtain</name>
    <message>
        <source>REAL EVENT</source>
        <translation>実災害</translation>
    </message>
    <message>
        <source>This is no drill. The drill is stopped: what really happens goes before.</source>
        <translation>訓練ではありません。訓練は中断しました。実際の対応を優先してください。</translation>
    </message>
    <message>
        <source>The instructor says when the drill goes on or ends.</source>
        <translation>訓練の再開と終了は進行管理者が知らせます。</translation>
    </message>
    <message>
        <source>It is over: go on with the drill</source>
        <translation>対応が終わったので訓練を再開する</translation>
    </message>
    <message>
        <source>End the drill</source>
        <translation>訓練を終了する</translation>
    </message>
</context>
<context>
    <name>HotWashDialog</name>
    <message>
        <source>Right after the drill</source>
        <translation>直後の振り返り</translation>
    </message>
    <message>
        <source>How was it? Nobody is blamed.</source>
        <translation>訓練はどうでしたか。だれも責めません。</translation>
    </message>
    <message>
        <source>Leave out what you like. What you write goes into the record and the report.</source>
        <translation>書かなくてもかまいません。書いたことは記録と報告書に残ります。</translation>
    </message>
    <message>
        <source>How sure of yourself before the drill? (1-5)</source>
        <translation>訓練前の自信（1～5）</translation>
    </message>
    <message>
        <source>How sure of yourself now? (1-5)</source>
        <translation>いまの自信（1～5）</translation>
    </message>
    <message>
        <source>Write it into the record</source>
        <translation>記録に残す</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>書かずに閉じる</translation>
    </message>
    <message>
        <source>What went well?</source>
        <translation>うまくいったこと</translation>
    </message>
    <message>
        <source>What went badly?</source>
        <translation>うまくいかなかったこと</translation>
    </message>
    <message>
        <source>One thing to put right by tomorrow</source>
        <translation>明日までに直すこと一つ</translation>
    </message>
    <message>
        <source>Workload (NASA-TLX)</source>
        <translation>作業負担（NASA-TLX）</translation>
    </message>
</context>
<context>
    <name>EndCard</name>
    <message>
        <source>Say how it was…</source>
        <translation>振り返りを書く…</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>報告書…</translation>
    </message>
    <message>
        <source>Watch the replay…</source>
        <translation>再生を見る…</translation>
    </message>
    <message>
        <source>Record:</source>
        <translation>記録：</translation>
    </message>
    <message>
        <source>The score is being read…</source>
        <translation>採点しています…</translation>
    </message>
    <message>
        <source>%1 of 100 points</source>
        <translation>100点中 %1点</translation>
    </message>
    <message>
        <source>Train again: a critical fail allows no more than 59 points.</source>
        <translation>再訓練：重大な失敗があるため、59点が上限です。</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>計測なし</translation>
    </message>
    <message>
        <source>The score cannot be read: %1</source>
        <translation>採点できません：%1</translation>
    </message>
</context>
<context>
    <name>TaskCard</name>
    <message>
        <source>Evidence: %1</source>
        <translation>根拠：%1</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>達成</translation>
    </message>
    <message>
        <source>Not met</source>
        <translation>未達</translation>
    </message>
    <message>
        <source>Not applicable</source>
        <translation>対象外</translation>
    </message>
    <message>
        <source>Note (goes with the verdict)</source>
        <translation>所見（判定とともに記録）</translation>
    </message>
    <message>
        <source>note to: %1</source>
        <translation>所見：%1</translation>
    </message>
    <message>
        <source>met</source>
        <translation>達成</translation>
    </message>
    <message>
        <source>not met</source>
        <translation>未達</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>対象外</translation>
    </message>
    <message>
        <source>expected now</source>
        <translation>いま求められている行動</translation>
    </message>
    <message>
        <source>fills itself</source>
        <translation>自動判定</translation>
    </message>
    <message>
        <source>you judge</source>
        <translation>評価者が判定</translation>
    </message>
    <message>
        <source>standard %1</source>
        <translation>標準 %1</translation>
    </message>
    <message>
        <source>expert %1</source>
        <translation>熟練者 %1</translation>
    </message>
    <message>
        <source>hint given</source>
        <translation>ヒント済み</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>所要 %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>残り %1</translation>
    </message>
    <message>
        <source>%1 over time</source>
        <translation>%1 超過</translation>
    </message>
    <message>
        <source>judged by a person</source>
        <translation>評価者が判定済み</translation>
    </message>
</context>
<context>
    <name>PaceLine</name>
    <message>
        <source>There is no expert's run to compare with.</source>
        <translation>比べる熟練者の記録はありません。</translation>
    </message>
    <message>
        <source>Steps done: %1 of %2. The expert had done %3 by now.</source>
        <translation>完了した手順：%2のうち%1。熟練者はこの時点で%3。</translation>
    </message>
    <message>
        <source>%1: %2 after him</source>
        <translation>%1：熟練者より%2遅れ</translation>
    </message>
    <message>
        <source>%1: %2 before him</source>
        <translation>%1：熟練者より%2早い</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>熟練者</translation>
    </message>
    <message>
        <source>Trainee</source>
        <translation>訓練者</translation>
    </message>
</context>
<context>
    <name>EvaluatorWindow</name>
    <message>
        <source>Judged: %1</source>
        <translation>判定済み：%1件</translation>
    </message>
    <message>
        <source>[DRILL] Evaluator – Kairetsu</source>
        <translation>【訓練】評価者 – Kairetsu</translation>
    </message>
    <message>
        <source>DRILL</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>Evaluator: %1</source>
        <translation>評価者：%1</translation>
    </message>
    <message>
        <source>Nothing is expected of the trainee at this moment.</source>
        <translation>いま求められている行動はありません。</translation>
    </message>
    <message>
        <source>Nothing has been judged yet.</source>
        <translation>まだ判定はありません。</translation>
    </message>
    <message>
        <source>Not judged: %1</source>
        <translation>未判定：%1件</translation>
    </message>
    <message>
        <source>Expected now: %1</source>
        <translation>いま求められている行動：%1件</translation>
    </message>
    <message>
        <source>still to come: %1</source>
        <translation>これから：%1件</translation>
    </message>
    <message>
        <source>REPLAY (DRILL)</source>
        <translation>再生（訓練）</translation>
    </message>
    <message>
        <source>Everything is judged. Correct it at the right.</source>
        <translation>すべて判定済みです。右の一覧で訂正できます。</translation>
    </message>
</context>
<context>
    <name>ReportWindow</name>
    <message>
        <source>Not kept: %1</source>
        <translation>保存できませんでした：%1</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>報告書を保存</translation>
    </message>
    <message>
        <source>Writing %1…</source>
        <translation>%1 を書き込み中…</translation>
    </message>
    <message>
        <source>Report of a drill</source>
        <translation>訓練報告書</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>報告書</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>報告書</translation>
    </message>
    <message>
        <source>Strengths and areas</source>
        <translation>良かった点・改善点</translation>
    </message>
    <message>
        <source>Improvement plan</source>
        <translation>改善計画</translation>
    </message>
    <message>
        <source>The record is being read…</source>
        <translation>記録を読み込み中…</translation>
    </message>
    <message>
        <source>What is written here is kept at once, beside the record.</source>
        <translation>記入した内容は、記録の隣のファイルにすぐ保存されます。</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Approve</source>
        <translation>承認する</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>承認を取り消す</translation>
    </message>
    <message>
        <source>Name of who approves</source>
        <translation>承認者の氏名</translation>
    </message>
    <message>
        <source>Save as %1</source>
        <translation>%1で保存</translation>
    </message>
</context>
<context>
    <name>FindingsPage</name>
    <message>
        <source>Strengths</source>
        <translation>良かった点</translation>
    </message>
    <message>
        <source>Areas for improvement</source>
        <translation>改善すべき点</translation>
    </message>
    <message>
        <source>Analysis by objective</source>
        <translation>訓練目標ごとの分析</translation>
    </message>
    <message>
        <source>About the drill</source>
        <translation>訓練について</translation>
    </message>
    <message>
        <source>Sponsor</source>
        <translation>主催</translation>
    </message>
    <message>
        <source>Point of contact</source>
        <translation>問い合わせ先</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>found by the rules: %1</source>
        <translation>規則による：%1</translation>
    </message>
</context>
<context>
    <name>ImprovementsPage</name>
    <message>
        <source>Take the areas over</source>
        <translation>改善すべき点を取り込む</translation>
    </message>
    <message>
        <source>What earlier drills at this site left open stands here, too, until it is done or dropped. Write into a cell; dates as 2026-05-30. Insert adds a line, Ctrl+Delete takes one away.</source>
        <translation>このサイトの以前の訓練で終わっていない対策も、完了または取りやめになるまでここに表示します。セルに直接記入します（日付は 2026-05-30 の形）。Insertで行を追加、Ctrl+Deleteで行を削除します。</translation>
    </message>
    <message>
        <source>Improvement plan</source>
        <translation>改善計画</translation>
    </message>
    <message>
        <source>Add a line</source>
        <translation>行を追加</translation>
    </message>
    <message>
        <source>Remove the line</source>
        <translation>行を削除</translation>
    </message>
</context>
<context>
    <name>ActionTable</name>
    <message>
        <source>Area</source>
        <translation>改善すべき点</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>対策</translation>
    </message>
    <message>
        <source>Element</source>
        <translation>要素</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>担当</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>連絡先</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>End</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>From</source>
        <translation>由来</translation>
    </message>
    <message>
        <source>this drill</source>
        <translation>この訓練</translation>
    </message>
    <message>
        <source>carried over: %1 %2</source>
        <translation>継続：%1 %2</translation>
    </message>
</context>
<context>
    <name>AlarmPage</name>
    <message>
        <source>%1 raised · %2 of them in the trainee's list</source>
        <translation>発生 %1件・うち訓練参加者の一覧に %2件</translation>
    </message>
    <message>
        <source>every alarm, newest first</source>
        <translation>すべての警報（新しい順）</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Cancel</source>
        <translation>やめる</translation>
    </message>
</context>
<context>
    <name>DrillPage</name>
    <message>
        <source>points that were lost, the last ones first</source>
        <translation>失点（新しい順）</translation>
    </message>
    <message>
        <source>No score yet.</source>
        <translation>採点はまだありません。</translation>
    </message>
    <message>
        <source>Score so far: %1 of 100</source>
        <translation>これまでの得点：%1／100</translation>
    </message>
    <message>
        <source>a critical fail caps it at 59</source>
        <translation>重大な誤りのため上限59点</translation>
    </message>
</context>
<context>
    <name>FaultPage</name>
    <message>
        <source>Let happen by hand:</source>
        <translation>手で起こしたもの：</translation>
    </message>
    <message>
        <source>Search: device or fault</source>
        <translation>検索：機器・故障</translation>
    </message>
    <message>
        <source>kind of fault</source>
        <translation>故障の種類</translation>
    </message>
    <message>
        <source>faults that can really happen</source>
        <translation>起こせる故障</translation>
    </message>
    <message>
        <source>all kinds</source>
        <translation>すべての種類</translation>
    </message>
    <message>
        <source>Let it happen…</source>
        <translation>起こす…</translation>
    </message>
    <message>
        <source>It really happens in the simulated plant. To take it back, go back in time.</source>
        <translation>模擬設備の中で実際に起こります。取り消すには前の時点に戻ります。</translation>
    </message>
    <message>
        <source>Let it happen</source>
        <translation>起こす</translation>
    </message>
</context>
<context>
    <name>StationHead</name>
    <message>
        <source>INSTRUCTOR</source>
        <translation>進行管理</translation>
    </message>
    <message>
        <source>switch to Japanese</source>
        <translation>英語に切り替える</translation>
    </message>
    <message>
        <source>critical fail</source>
        <translation>重大な誤り</translation>
    </message>
    <message>
        <source>Real emergency</source>
        <translation>実災害</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>開始前</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>凍結中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>進行中</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>Plant time</source>
        <translation>設備時刻</translation>
    </message>
    <message>
        <source>Since the start</source>
        <translation>開始から</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>実施待ち</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>遅れ</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得点</translation>
    </message>
    <message>
        <source>instructor: %1</source>
        <translation>進行管理者：%1</translation>
    </message>
</context>
<context>
    <name>InjectPanel</name>
    <message>
        <source>Injects</source>
        <translation>状況付与</translation>
    </message>
    <message>
        <source>injects, numbered as on the time line</source>
        <translation>状況付与（時間軸と同じ番号）</translation>
    </message>
    <message>
        <source>Skip…</source>
        <translation>省く…</translation>
    </message>
    <message>
        <source>happening</source>
        <translation>発生する事象</translation>
    </message>
    <message>
        <source>%1 of %2 sent</source>
        <translation>%2件中 %1件 付与済</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>もう一度付与</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>今すぐ付与</translation>
    </message>
    <message>
        <source>Skip: %1</source>
        <translation>省く：%1</translation>
    </message>
    <message>
        <source>Skip it</source>
        <translation>省く</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>「%1」</translation>
    </message>
</context>
<context>
    <name>MarkBar</name>
    <message>
        <source>Note for the debriefing; F4 marks this moment</source>
        <translation>振り返りのためのメモ（F4で今に印）</translation>
    </message>
    <message>
        <source>words of the mark</source>
        <translation>印に添える言葉</translation>
    </message>
    <message>
        <source>Mark (F4)</source>
        <translation>印を付ける（F4）</translation>
    </message>
</context>
<context>
    <name>MomentPage</name>
    <message>
        <source>Go back to %1, all together</source>
        <translation>%1 に全員で戻る</translation>
    </message>
    <message>
        <source>Note with the moment</source>
        <translation>時点に添えるメモ</translation>
    </message>
    <message>
        <source>Keep now</source>
        <translation>今を保存</translation>
    </message>
    <message>
        <source>Keep a moment by itself</source>
        <translation>自動で時点を保存</translation>
    </message>
    <message>
        <source>as the record does</source>
        <translation>記録に任せる</translation>
    </message>
    <message>
        <source>moments to go back to, newest first</source>
        <translation>戻れる時点（新しい順）</translation>
    </message>
    <message>
        <source>Go back together…</source>
        <translation>全員で戻る…</translation>
    </message>
    <message>
        <source>Split off a record</source>
        <translation>別の記録に分ける</translation>
    </message>
    <message>
        <source>Split off. It waits to be taken up: %1</source>
        <translation>分けました。再開を待っています：%1</translation>
    </message>
    <message>
        <source>The record is being split off…</source>
        <translation>記録を分けています…</translation>
    </message>
    <message>
        <source>every %1 min</source>
        <translation>%1分ごと</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>戻る</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>roles, and who plays them</source>
        <translation>役割と担当</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>引き受ける</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>返す</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>役割の一覧</translation>
    </message>
    <message>
        <source>You act as %1</source>
        <translation>%1 として行動します</translation>
    </message>
</context>
<context>
    <name>RunBar</name>
    <message>
        <source>Report of the drill…</source>
        <translation>訓練報告書…</translation>
    </message>
    <message>
        <source>the code word: hold for one second, and everything freezes</source>
        <translation>合言葉：1秒押し続けるとすべてが止まります</translation>
    </message>
    <message>
        <source>Begin the drill</source>
        <translation>訓練開始</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>凍結</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>進める</translation>
    </message>
    <message>
        <source>+10 s</source>
        <translation>+10秒</translation>
    </message>
    <message>
        <source>+1 min</source>
        <translation>+1分</translation>
    </message>
    <message>
        <source>+5 min</source>
        <translation>+5分</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速さ</translation>
    </message>
    <message>
        <source>speed of plant time</source>
        <translation>設備時刻の進む速さ</translation>
    </message>
    <message>
        <source>End…</source>
        <translation>訓練終了…</translation>
    </message>
    <message>
        <source>end the drill</source>
        <translation>訓練を終了する</translation>
    </message>
    <message>
        <source>REAL EMERGENCY (hold)</source>
        <translation>実災害（長押し）</translation>
    </message>
    <message>
        <source>Go on with the drill?</source>
        <translation>訓練を再開しますか</translation>
    </message>
    <message>
        <source>The code word was said. Go on only when everybody knows that it is a drill.</source>
        <translation>「実災害」が宣言されています。訓練だと全員が分かってから再開します。</translation>
    </message>
    <message>
        <source>It is a drill: go on</source>
        <translation>訓練として再開</translation>
    </message>
    <message>
        <source>End the drill</source>
        <translation>訓練を終了する</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>終了する</translation>
    </message>
    <message>
        <source>step %1, then stand again</source>
        <translation>%1 進めて再び止める</translation>
    </message>
</context>
<context>
    <name>TalkPage</name>
    <message>
        <source>who speaks to the trainee</source>
        <translation>訓練参加者に話す人</translation>
    </message>
    <message>
        <source>how it comes</source>
        <translation>伝え方</translation>
    </message>
    <message>
        <source>by telephone</source>
        <translation>電話</translation>
    </message>
    <message>
        <source>in writing</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>What he hears or reads</source>
        <translation>相手が聞く・読む言葉</translation>
    </message>
    <message>
        <source>Tell him</source>
        <translation>伝える</translation>
    </message>
</context>
<context>
    <name>TaskPanel</name>
    <message>
        <source>Expected actions</source>
        <translation>期待される行動</translation>
    </message>
    <message>
        <source>expected actions, those of now first</source>
        <translation>期待される行動（今のものから）</translation>
    </message>
    <message>
        <source>Note with the verdict</source>
        <translation>判定に添えるメモ</translation>
    </message>
    <message>
        <source>met</source>
        <translation>達成</translation>
    </message>
    <message>
        <source>not met</source>
        <translation>未達</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>対象外</translation>
    </message>
    <message>
        <source>%1 open · %2 met · %3 in all</source>
        <translation>実施待ち %1・達成 %2・全 %3</translation>
    </message>
    <message>
        <source>Give the hint again</source>
        <translation>もう一度ヒントを出す</translation>
    </message>
    <message>
        <source>Give the hint</source>
        <translation>ヒントを出す</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>計測で判定</translation>
    </message>
    <message>
        <source>a person judges</source>
        <translation>人が判定</translation>
    </message>
    <message>
        <source>standard time %1</source>
        <translation>標準時間 %1</translation>
    </message>
    <message>
        <source>expert %1</source>
        <translation>熟練者 %1</translation>
    </message>
    <message>
        <source>Hint given: %1</source>
        <translation>出したヒント：%1</translation>
    </message>
    <message>
        <source>Hint: %1</source>
        <translation>ヒント：%1</translation>
    </message>
    <message>
        <source>Evidence: %1</source>
        <translation>根拠：%1</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>メモ：%1</translation>
    </message>
</context>
<context>
    <name>TimeLine</name>
    <message>
        <source>time line of the drill; the lists below say the same</source>
        <translation>訓練の時間軸（下の一覧と同じ内容）</translation>
    </message>
</context>
<context>
    <name>TraineeCard</name>
    <message>
        <source>Refused: %1</source>
        <translation>受け付けられなかった操作：%1</translation>
    </message>
    <message>
        <source>Let it pass its interlocks: %1</source>
        <translation>インターロックを解除する：%1</translation>
    </message>
    <message>
        <source>Trainee</source>
        <translation>訓練参加者</translation>
    </message>
    <message>
        <source>Override…</source>
        <translation>解除…</translation>
    </message>
    <message>
        <source>let his command pass its interlocks</source>
        <translation>選択中の操作のインターロックを解除する</translation>
    </message>
    <message>
        <source>No step waits for him.</source>
        <translation>待っている手順はありません。</translation>
    </message>
    <message>
        <source>everybody is simulated</source>
        <translation>全員が模擬</translation>
    </message>
    <message>
        <source>No command is selected.</source>
        <translation>選択中の操作はありません。</translation>
    </message>
    <message>
        <source>Selected: %1</source>
        <translation>選択中：%1</translation>
    </message>
    <message>
        <source>Let it pass</source>
        <translation>解除する</translation>
    </message>
    <message>
        <source>Offered: %1</source>
        <translation>操作候補：%1</translation>
    </message>
    <message>
        <source>Against it: %1</source>
        <translation>妨げ：%1</translation>
    </message>
</context>
<context>
    <name>WhoDialog</name>
    <message>
        <source>%1 leads this drill.</source>
        <translation>この訓練の進行管理者は%1です。</translation>
    </message>
    <message>
        <source>It shows what is to come and leads the drill. It is not for the trainee; who opens it is shown in it.</source>
        <translation>これから起こることを示し、訓練を進行します。訓練参加者には見せません。開いた人の名前が画面に出ます。</translation>
    </message>
    <message>
        <source>This sitting is no drill: open it with a scenario that is one.</source>
        <translation>今は訓練ではありません。訓練のシナリオで開いてください。</translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>その他の人</translation>
    </message>
    <message>
        <source>Instructor station</source>
        <translation>進行管理者の画面</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>やめる</translation>
    </message>
    <message>
        <source>Instructor</source>
        <translation>進行管理者</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>This sitting is live: nobody leads a drill in it.</source>
        <translation>実運用中です。訓練の進行はできません。</translation>
    </message>
    <message>
        <source>Evaluator's window</source>
        <translation>評価者の画面</translation>
    </message>
    <message>
        <source>It shows what is expected of the trainee. It is not for him; the name stands beside every verdict in the record.</source>
        <translation>訓練者に求められている行動を表示します。訓練者には見せません。名前は、記録の一つ一つの判定に付きます。</translation>
    </message>
    <message>
        <source>Evaluator</source>
        <translation>評価者</translation>
    </message>
</context>
<context>
    <name>InstructorWindow</name>
    <message>
        <source>Drill</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>People</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>通話</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Moments</source>
        <translation>時点</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>警報</translation>
    </message>
    <message>
        <source>tools of the instructor</source>
        <translation>進行管理者の道具</translation>
    </message>
</context>
<context>
    <name>InjectTable</name>
    <message>
        <source>refused</source>
        <translation>実施不能</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Inject</source>
        <translation>状況付与</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>遅れ</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>予定</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>付与済</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>省略</translation>
    </message>
    <message>
        <source>by telephone</source>
        <translation>電話</translation>
    </message>
    <message>
        <source>in writing</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>a reading</source>
        <translation>計測値</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>写真・図</translation>
    </message>
    <message>
        <source>equipment</source>
        <translation>機器</translation>
    </message>
    <message>
        <source>line to a device</source>
        <translation>機器との回線</translation>
    </message>
</context>
<context>
    <name>TaskTable</name>
    <message>
        <source>Left</source>
        <translation>残り</translation>
    </message>
    <message>
        <source>Expected action</source>
        <translation>期待される行動</translation>
    </message>
    <message>
        <source>over time</source>
        <translation>時間超過</translation>
    </message>
    <message>
        <source>ahead</source>
        <translation>これから</translation>
    </message>
    <message>
        <source>open</source>
        <translation>実施待ち</translation>
    </message>
    <message>
        <source>met</source>
        <translation>達成</translation>
    </message>
    <message>
        <source>not met</source>
        <translation>未達</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>対象外</translation>
    </message>
</context>
<context>
    <name>RoleTable</name>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Played by</source>
        <translation>担当</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>trainee</source>
        <translation>参加者</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模擬</translation>
    </message>
    <message>
        <source>you</source>
        <translation>自分</translation>
    </message>
</context>
<context>
    <name>FaultTable</name>
    <message>
        <source>At</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>起こること</translation>
    </message>
    <message>
        <source>equipment</source>
        <translation>機器の故障</translation>
    </message>
    <message>
        <source>wrong report</source>
        <translation>誤った報告</translation>
    </message>
    <message>
        <source>line</source>
        <translation>回線</translation>
    </message>
</context>
<context>
    <name>KeptTable</name>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手動</translation>
    </message>
    <message>
        <source>periodically</source>
        <translation>定期</translation>
    </message>
    <message>
        <source>by the record</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>印</translation>
    </message>
</context>
<context>
    <name>LossTable</name>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>得点</translation>
    </message>
    <message>
        <source>For what</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>RawAlarmTable</name>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>警報</translation>
    </message>
    <message>
        <source>priority %1</source>
        <translation>優先度%1</translation>
    </message>
</context>
<context>
    <name>DrillsPanel</name>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>運用者向け</translation>
    </message>
    <message>
        <source>Facility managers</source>
        <translation>施設管理者向け</translation>
    </message>
    <message>
        <source>In the dark</source>
        <translation>夜間・暗所</translation>
    </message>
    <message>
        <source>Drills</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>What the drill is about</source>
        <translation>訓練の内容</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>区分</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>所要</translation>
    </message>
</context>
<context>
    <name>Party</name>
    <message>
        <source>Trainee</source>
        <translation>訓練する人</translation>
    </message>
    <message>
        <source>Instructor</source>
        <translation>進行管理者</translation>
    </message>
    <message>
        <source>Evaluator</source>
        <translation>評価者</translation>
    </message>
    <message>
        <source>nobody (alone)</source>
        <translation>なし（一人で行う）</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>ProgrammeWindow</name>
    <message>
        <source>%1 records in %2</source>
        <translation>%2 の記録 %1件</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Kairetsu – training programme</source>
        <translation>Kairetsu – 訓練計画</translation>
    </message>
    <message>
        <source>Training programme</source>
        <translation>訓練計画</translation>
    </message>
    <message>
        <source>Read again (F5)</source>
        <translation>再読込（F5）</translation>
    </message>
    <message>
        <source>People</source>
        <translation>訓練者</translation>
    </message>
    <message>
        <source>Sittings</source>
        <translation>訓練の記録</translation>
    </message>
    <message>
        <source>Exercises</source>
        <translation>段階演習</translation>
    </message>
</context>
<context>
    <name>PeoplePanel</name>
    <message>
        <source>nothing to do again</source>
        <translation>やり直す手順はありません</translation>
    </message>
    <message>
        <source>no sittings yet</source>
        <translation>訓練の記録はまだありません</translation>
    </message>
    <message>
        <source>Next: %1 %2</source>
        <translation>次の訓練：%1 %2</translation>
    </message>
    <message>
        <source>Start this drill</source>
        <translation>この訓練を始める</translation>
    </message>
    <message>
        <source>People</source>
        <translation>訓練者</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>必要な訓練</translation>
    </message>
    <message>
        <source>Steps to do again</source>
        <translation>もう一度行う手順</translation>
    </message>
    <message>
        <source>Sittings of this person</source>
        <translation>この人の訓練記録</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2回中%1回</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>未実施</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最終</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>実施</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次回</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>手順</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得点</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>時間内</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>超過</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>省略</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否</translation>
    </message>
</context>
<context>
    <name>SittingsPanel</name>
    <message>
        <source>no sittings yet</source>
        <translation>訓練の記録はまだありません</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>報告書…</translation>
    </message>
    <message>
        <source>Sittings, the newest first</source>
        <translation>訓練の記録（新しい順）</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>再生</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>並べて比較</translation>
    </message>
    <message>
        <source>Nobody has trained yet.</source>
        <translation>まだだれも訓練していません。</translation>
    </message>
    <message>
        <source>Choose two or more (Shift or Ctrl) to lay them side by side.</source>
        <translation>ShiftまたはCtrlを押しながら2つ以上選ぶと、並べて比較できます。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>訓練者</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得点</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>時間内</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>超過</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>省略</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否</translation>
    </message>
</context>
<context>
    <name>ExercisesPanel</name>
    <message>
        <source>Exercise</source>
        <translation>演習</translation>
    </message>
    <message>
        <source>Stages of the exercise</source>
        <translation>演習の段階</translation>
    </message>
    <message>
        <source>What the stage is about</source>
        <translation>段階の内容</translation>
    </message>
    <message>
        <source>All in one sitting</source>
        <translation>全段階を通して行う</translation>
    </message>
    <message>
        <source>Begin with the first stage</source>
        <translation>第1段階から始める</translation>
    </message>
    <message>
        <source>All stages are done.</source>
        <translation>全段階を実施済みです。</translation>
    </message>
    <message>
        <source>Go on with the next stage</source>
        <translation>次の段階に進む</translation>
    </message>
    <message>
        <source>Next: %1, from where the stage before ended on %2 (%3).</source>
        <translation>次は「%1」。%2に前の段階が終わったところから始めます（%3）。</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>段階</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>所要</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>実施</translation>
    </message>
</context>
<context>
    <name>ComparisonWindow</name>
    <message>
        <source>Kairetsu – runs side by side</source>
        <translation>Kairetsu – 訓練の比較</translation>
    </message>
    <message>
        <source>Runs side by side</source>
        <translation>訓練の比較</translation>
    </message>
    <message>
        <source>Score and curves</source>
        <translation>得点とグラフ</translation>
    </message>
    <message>
        <source>Times of the steps</source>
        <translation>手順ごとの時間</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>The records are being read…</source>
        <translation>記録を読み込んでいます…</translation>
    </message>
    <message>
        <source>Bold: worse than the first run, too late, failed, left out or not done.</source>
        <translation>太字：最初の訓練より悪い、時間超過、失敗、省略、未実施。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>手順</translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>State of charge (%)</source>
        <translation>充電率（%）</translation>
    </message>
    <message>
        <source>Frequency (Hz)</source>
        <translation>周波数（Hz）</translation>
    </message>
</context>
<context>
    <name>DisasterBar</name>
    <message>
        <source>Real emergency. Everything in the drill stands since %1 (%2).</source>
        <translation>実災害です。%1 から訓練のすべてが止まっています（%2）。</translation>
    </message>
</context>
</TS>
