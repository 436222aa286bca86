package io.kikkake.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Documents;
import org.junit.jupiter.api.Test;

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
                        "メール「reminder」を送る。",
                        "1日間待つ。そして「short」へ進む。",
                        "2営業日後の同じ時刻まで待つ（土日祝を除く）。",
                        "ここで終わる（クリック済み）。",
                        "同じ cart.id で進行中にもう一度起きたら、内容だけを新しくして続ける。",
                        "同じ cart.id で一度終わったら、14日間は始めない。",
                        "次の月曜日・木曜日の10:00まで待つ。",
                        "次の営業日の09:00まで待つ（土日祝を除く）。",
                        "顧客の contract_end の30日前の09:00まで待つ。",
                        "その時刻を過ぎていたら次のステップを飛ばす。日付がなければすぐに進む。",
                        "LINE、だめならメールで送る。送る直前に、顧客の plan があるなら送る。送れないときは最長2日待つ。",
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
                        "It goes by LINE, else mail; if, just before it leaves, the customer's plan is known;"
                                + " if it may not go, waiting for at most 2 days.",
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
}
