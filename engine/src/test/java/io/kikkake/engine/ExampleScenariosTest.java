package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class ExampleScenariosTest {

    @Test
    void aCartLeftBehindIsRemindedOfAfterAnHourAndTheNextMorningAfter23Hours() {
        Customer hanako = Customer.of(Documents.example("cart-abandonment")).at("2026-06-01T15:00");

        hanako.does("Cart Updated", "cart_id", "c-1", "item_count", 2, "value", 9800);
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-01T16:00"));

        hanako.at("2026-06-01T16:00");
        assertThat(hanako.mails()).containsExactly("reminder");
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-03T10:00"));

        hanako.at("2026-06-03T10:00");
        assertThat(hanako.mails()).containsExactly("reminder", "last_call");
        assertThat(hanako.runs()).isEmpty();
        assertThat(hanako.story())
                .containsExactly(
                        What.ENTERED, What.WAITING, What.SENT, What.WAITING, What.BRANCHED, What.SENT, What.ENDED);
    }

    @Test
    void anOrderOfTheCartEndsTheRunAndWithdrawsWhatHasNotLeft() {
        Customer hanako = Customer.of(Documents.example("cart-abandonment"))
                .does("Cart Updated", "cart_id", "c-1", "item_count", 2)
                .at("2026-06-01T14:00")
                .does("Order Completed", "cart_id", "c-2");
        assertThat(hanako.runs()).hasSize(1);

        hanako.does("Order Completed", "cart_id", "c-1");
        assertThat(hanako.runs()).isEmpty();
        assertThat(hanako.timers()).isEmpty();
        assertThat(hanako.withdrawn()).hasSize(1);
        assertThat(hanako.lastTrace().what()).isEqualTo(What.GOAL);
    }

    @Test
    void theFollowUpGoesThreeBusinessDaysLaterAtTen() {
        Customer taro = Customer.of(Documents.example("document-followup"))
                .at("2026-04-28T16:00")
                .does("Document Requested", "document_id", "d-1");
        assertThat(taro.mails()).containsExactly("document");
        // 29 April is a holiday; 30 April, 1 May and, after Golden Week, 7 May are worked.
        assertThat(taro.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-05-07T10:00"));

        taro.at("2026-05-07T10:00");
        assertThat(taro.mails()).containsExactly("document", "followup");
        assertThat(taro.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-05-11T10:00"));

        taro.at("2026-05-11T10:00");
        assertThat(taro.runs()).isEmpty();
    }

    @Test
    void nobodyIsWelcomedTwice() {
        Customer hanako =
                Customer.of(Documents.example("welcome")).does("Signed Up").does("Signed Up");
        assertThat(hanako.mails()).containsExactly("welcome");
        assertThat(hanako.lastTrace().detail()).isEqualTo(Reason.ENTERED_BEFORE.code());
    }
}
