package io.kikkake.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadbackTest {

    @Test
    void theCartScenarioReadsLikeThis() {
        Readback readback = Readback.of(Documents.example("cart-abandonment"));
        assertThat(readback.ja())
                .containsExactly(
                        "「Cart Updated」が起きて、item_count が 0 より大きいときに始まる。",
                        "同じ cart_id で進行中にもう一度起きたら、最初からやり直す。",
                        "1時間待つ。",
                        "メール「reminder」を送る。",
                        "23時間待ち、その次の10:00まで待つ。",
                        "きっかけの value が 8000 以上なら、「mail_2」へ進む。それ以外は、終わる。",
                        "メール「last_call」を送る。",
                        "「Order Completed」が起きて、cart_id がきっかけの cart_id と同じなら、ゴールとなり、すぐに終わる。",
                        "「Checkout Started」が起きて、cart_id がきっかけの cart_id と同じなら、すぐに終わる。",
                        "「Cart Emptied」が起きて、cart_id がきっかけの cart_id と同じなら、すぐに終わる。",
                        "配信カテゴリは「offers」。同意していない顧客には送らない。");
        assertThat(readback.en())
                .contains(
                        "Starts when \"Cart Updated\" happens and item_count is greater than 0.",
                        "If it happens again for the same cart_id during a run, the run starts over.",
                        "Wait 23 hours, then until the next 10:00.",
                        "If the trigger's value is at least 8000, go on to \"mail_2\". Otherwise end.");
    }

    @Test
    void theFollowUpReadsLikeThis() {
        Readback readback = Readback.of(Documents.example("document-followup"));
        assertThat(readback.ja())
                .contains(
                        "「Document Requested」が起きたときに始まる。",
                        "同じ document_id で一度終わったら、7日間は始めない。",
                        "3営業日後の10:00まで待つ（土日祝を除く）。",
                        "「Email Link Clicked」を待つ（最長2営業日、土日祝を除く）。「Email Link Clicked」が起きたら、終わる。起きなければ、終わる。");
        assertThat(readback.en())
                .contains("Wait until 10:00, 3 business days later (not counting weekends and holidays).");
    }

    @Test
    void everyKindOfConditionAndStepCanBeTold() {
        Readback readback =
                Readback.of(Documents.scenario(Documents.resource("/io/kikkake/engine/scenario/everything.yaml")));
        assertThat(readback.ja().getFirst())
                .isEqualTo("「Cart Updated」が起きて、（item_count が 0 より大きい、かつitem_count が 100 より小さい）、"
                        + "かつ（顧客の prefecture が「東京都」「大阪府」のいずれかである、または顧客の email が「.jp」で終わる、"
                        + "または顧客の tags に「vip」が含まれる、または「note が正規表現 /(?i)gift|ギフト/ に合う」ではない）、"
                        + "かつcart_id がある、かつproducts が空ではない、かつtotal が顧客の credit.limit 以下のときに始まる。");
        assertThat(readback.ja())
                .contains(
                        "次の09:30まで待つ。",
                        "メール「reminder」を送る（配信ガードに止められたら最長3日間待つ）。",
                        "排他グループ「carts」に属する（優先度 10）。優先度の高いシナリオが進行中なら、配信を見合わせる。",
                        "顧客の2.5%には、効果測定のため配信しない（ホールドアウト）。",
                        "同じメールは3日間は送らない。",
                        "22:00から07:30まで、日曜日、祝日は送らず、明けてから送る（顧客の現地時間）。",
                        "1日に5000人を超えそうなときは、止めて確認を求める。",
                        "1日間待つ。そして「short」へ進む。",
                        "2営業日後の同じ時刻まで待つ（土日祝を除く）。",
                        "ここで終わる（クリック済み）。",
                        "同じ cart.id で進行中にもう一度起きたら、内容だけを新しくして続ける。",
                        "同じ cart.id で一度終わったら、14日間は始めない。",
                        "次の月曜日・木曜日の10:00まで待つ。",
                        "次の営業日の09:00まで待つ（土日祝を除く）。",
                        "顧客の contract_end の30日前の09:00まで待つ。",
                        "その時刻を過ぎていたら次のステップを飛ばす。日付がなければすぐに進む。",
                        "LINE、だめならメールで送る。送る直前に、顧客の plan があるなら送る。",
                        "その顧客がよく開封・クリックする時間帯まで待つ（わからなければ19:00）。",
                        "顧客を分ける。A案 40%は、「mark」へ進む。b 60%は、「coupon」へ進む。" + "7日が過ぎ、どれも100人以上になったら、ゴール率の最も高いほうへ全員が進む。",
                        "クーポンを発行する（有効期限は14日間）。",
                        "クーポン「spring」から1枚渡す（残りがなければ渡さずに進む）。",
                        "plan を「pro」にする、last_cart をきっかけの cart.id にする、trial を消す、colours を一覧にする、"
                                + "タグ「vip」を付ける、タグ「trial」を外す、配信カテゴリ「news」に登録する。",
                        "100ポイントを付与する（お礼）。",
                        "担当者にタスク「{customer.lastName}様へ電話」を作る（期限は2日後）。",
                        "Webhook「hooks.example」を呼ぶ（最長30秒、応答を待つ）。",
                        "応答がないか失敗したら、「never」へ進む。",
                        "イベント「Lead Qualified」を記録する（score）。",
                        "シナリオ「welcome」を始める（from）。",
                        "「never」へ進む。");
        assertThat(readback.en())
                .contains(
                        "Wait until 10:00 on the next Monday or Thursday.",
                        "Wait until 09:00, 30 days before the customer's contract_end.",
                        "If that has passed, leave the next step out; without such a date, go on at once.",
                        "It goes by LINE, else mail; if, just before it leaves, the customer's plan is known.",
                        "Split the customers. Plan A 40% go on to \"mark\". b 60% go on to \"coupon\"."
                                + " After 7 days and once each has had 100 customers, everybody takes the one with the best goal rate.",
                        "Call the webhook at hooks.example (waits for the answer for at most 30 seconds).",
                        "Without a good answer, go on to \"never\".",
                        "Go on to \"never\".");
        assertThat(readback.ja()).hasSameSizeAs(readback.en()).allMatch(sentence -> sentence.endsWith("。"));
        assertThat(readback.en()).allMatch(sentence -> sentence.endsWith("."));
    }

    @Test
    void theGraphHasANodeForEveryStepAndAnEdgeForEveryWay() {
        Graph graph = Graph.of(Documents.example("document-followup"));
        assertThat(graph.nodes())
                .extracting(Graph.Node::id)
                .containsExactly("trigger", "document", "three_business_days", "followup", "reaction", "end");
        assertThat(graph.nodes())
                .extracting(node -> node.kind().keyword())
                .containsExactly("trigger", "send", "wait", "send", "wait-for", "end");
        assertThat(graph.edges())
                .contains(
                        new Graph.Edge("trigger", "document", null),
                        new Graph.Edge("reaction", "end", new Names("クリックあり", "Clicked")),
                        new Graph.Edge("reaction", "end", StepWords.TIMED_OUT));
        assertThat(graph.nodes().getFirst().title().ja()).isEqualTo("「Document Requested」が起きたとき");
    }

    @Test
    void aBranchIsDrawnWithItsCases() {
        Graph graph = Graph.of(Documents.example("cart-abandonment"));
        assertThat(graph.edges())
                .contains(
                        new Graph.Edge("high_value", "mail_2", new Names("8,000円以上", "¥8,000 or more")),
                        new Graph.Edge("high_value", "end", StepWords.OTHERWISE));
        assertThat(graph.nodes())
                .filteredOn(node -> node.id().equals("high_value"))
                .extracting(node -> node.detail().ja())
                .containsExactly("8,000円以上：きっかけの value が 8000 以上である");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {all: [{performed: 商品閲覧, at-least: 3, within: 7d}, {not-performed: 購入, within: 7d}]} | 直近7日間に「商品閲覧」が3回以上、かつ「購入」なし | "商品閲覧" at least 3 times in the last 7 days and no "購入" in the last 7 days
            {all: [{performed: 商品閲覧, at-least: 3, within: 7d}, {not-performed: 購入}]} | 直近7日間に「商品閲覧」が3回以上、かつこれまでに「購入」なし | "商品閲覧" at least 3 times in the last 7 days and no "購入"
            {performed: 購入} | これまでに「購入」あり | "購入"
            {performed: 購入, equals: 1} | これまでに「購入」がちょうど1回 | "購入" exactly 1 time
            {performed: 購入, sum: total, at-least: 10000, within: 30d} | 直近30日間に「購入」の total の合計が 10000 以上 | the sum of total of "購入" at least 10000 in the last 30 days
            {performed: 購入, where: {property: total, at-least: 5000}, at-least: 2, within: 30d} | 直近30日間に「購入」（total が 5000 以上）が2回以上 | "購入" (total is at least 5000) at least 2 times in the last 30 days
            {performed: 商品閲覧, distinct: sku, at-least: 3, within: 1h} | 直近1時間に「商品閲覧」の sku が3種類以上 | at least 3 different values of sku in "商品閲覧" in the last 1 hour
            {performed: 購入, between: ["2026-04-01", "2026-04-30"]} | 2026年4月1日から4月30日までに「購入」あり | "購入" between 2026-04-01 and 2026-04-30
            {performed: 購入, last: {longer-ago: 30d}} | 最後の「購入」から30日が過ぎている | the last "購入" is more than 30 days ago
            {sequence: {event: カート}, then: {event: 購入}, within: 1d} | 「カート」の後、1日以内に「購入」あり | "購入" within 1 day after "カート"
            {sequence: {event: カート}, without: {event: 購入}, for: 1d} | 「カート」の後、1日間「購入」なし | no "購入" for 1 day after "カート"
            {message: opened, scenario: welcome, within: 7d} | 直近7日間にメールの開封（シナリオ「welcome」）あり | mail opened (scenario "welcome") in the last 7 days
            {attribute: birthday, anniversary: today} | 今日が顧客の birthday と同じ月日である | today is the anniversary of the customer's birthday
            {attribute: contract_end, within-next: 30d} | 顧客の contract_end が今日から30日以内である | the customer's contract_end is within the next 30 days
            {attribute: contract_end, before: "2026-04-01"} | 顧客の contract_end が2026年4月1日より前である | the customer's contract_end is before 2026-04-01
            {consent: news, given: false} | 「news」の配信に同意していない | mail on "news" is not accepted
            {in-scenario: welcome} | シナリオ「welcome」に参加している | is in the scenario "welcome"
            {segment: vip} | セグメント「vip」に入っている | is in the segment "vip"
            """)
    void conditionsAboutThePastReadLikeThis(String condition, String ja, String en) {
        Names told = SegmentReader.tell(SegmentReader.condition(Documents.value(condition)));
        assertThat(told).isEqualTo(new Names(ja, en));
    }

    @Test
    void aMissingOrderIsToldAsACondition() {
        assertThat(ConditionWords.ifHolds("これまでに「購入」なし")).isEqualTo("これまでに「購入」がなければ");
        assertThat(ConditionWords.whenHolds("これまでに「購入」あり")).isEqualTo("これまでに「購入」があるとき");
        assertThat(ConditionWords.whenHolds("「商品閲覧」が3回以上")).isEqualTo("「商品閲覧」が3回以上のとき");
    }
}
