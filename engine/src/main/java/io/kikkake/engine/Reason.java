package io.kikkake.engine;

import io.kikkake.engine.scenario.Names;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why something was decided; its {@link #code} is the detail of a trace. */
public enum Reason {
    NOT_SUBSCRIBED("配信カテゴリに登録していません", "The customer has not subscribed to the topic"),
    UNSUBSCRIBED("配信を停止しました", "The customer unsubscribed from the topic"),
    REFUSED_CHANNEL("このチャネルでの配信を希望していません", "The customer refuses messages by this channel"),
    UNKNOWN_TOPIC("配信カテゴリがありません", "The topic does not exist"),
    BOUNCED(
            "この宛先には届きません（ハードバウンスまたはブロック）",
            "Messages to the address cannot be delivered (hard bounce, or blocked by the customer)"),
    COMPLAINED("迷惑メールとして報告されました", "The customer reported a message as spam"),
    NO_ADDRESS("使える宛先（メールアドレスなど）がありません", "The customer has no usable address"),
    HELD_OUT("効果測定のため配信しない顧客です（ホールドアウト）", "The customer is held out, to measure the effect"),
    OUTRANKED("優先度の高いシナリオが進行中です", "A scenario of higher priority is under way"),
    OUTRANKED_LATELY("優先度の高いシナリオから配信したばかりです", "A scenario of higher priority sent something lately"),
    CAPPED("配信頻度の上限に達しています", "The customer has got as many messages as the frequency cap allows"),
    OFTEN_ENOUGH("本人が希望した頻度の上限に達しています", "The customer asked not to be written to more often"),
    SENT_LATELY("同じメールを配信したばかりです", "The customer got the same message lately"),
    QUIET_HOURS("配信を控える時間帯です", "It is quiet hours where the customer is"),
    BRAKE("想定より多くの人に届くため、確認を待っています", "More people than usual would be reached; somebody has to agree first"),
    ALREADY_RUNNING("すでに進行中です", "A run for the same key is under way"),
    OLDER_THAN_RUN("進行中のものより古いイベントです", "The event is older than the one the run started from"),
    ENTERED_BEFORE("一度だけのシナリオに参加済みです", "The customer has been through this scenario, and it lets nobody in again"),
    TOO_SOON("前回の終了から間もないためです", "Not long enough since the last run ended"),
    REACHED_SINCE("このイベントより後にゴールまたは終了条件に達しています", "A goal or exit has happened after this event"),
    NO_KEY("キーの値がありません", "The event does not have the value that is the scenario's key"),
    RESTARTED("新しいイベントで最初からやり直しました", "A newer event started the scenario over"),
    ARCHIVED("シナリオが終了しました", "The scenario was archived"),
    VERSION_GONE("このバージョンのシナリオがありません", "This version of the scenario no longer exists"),
    STEP_GONE("ステップがありません", "The step no longer exists"),
    TIMEOUT("期限切れ", "Timed out"),
    OTHERWISE("それ以外", "Otherwise"),
    DATE_PASSED("待つはずの時刻を過ぎていました", "The moment to wait for has passed"),
    DATE_MISSING("待つ日付がないか、日付として読めません", "The date to wait for is missing or is no date"),
    SKIPPED_STEP("設定により、このステップを飛ばしました", "Left out, as the wait before it says"),
    OTHER_CHANNEL(
            "希望順の先のチャネルでは届かないため、次のチャネルで送ります",
            "The preferred channel does not reach the customer; the next one is taken"),
    POOL_EMPTY("クーポンの残りがありません", "The pool has no coupon left"),
    NOT_ANSWERED("応答がないか、失敗しました", "The webhook did not answer, or failed"),
    TOO_DEEP("イベントの連鎖が深すぎます", "Too many events in a row caused each other"),
    ADOPTED("統合された顧客から引き継ぎました", "Taken over from the merged customer"),
    NO_DATE("日付として読めません", "The attribute cannot be read as a date"),
    DATE_MISSED("日付の時刻を過ぎていました", "The date's time was over when it became known"),
    EDITED_LATELY("日付が最近変更されました", "The date was changed too lately"),
    ENDLESS_CHAIN("シナリオが際限なく続くため止めました", "Scenarios start each other without end"),
    BY_HAND("手動", "By hand"),
    OLDER_RUN_KEPT("統合により、先に始まったほうを残しました", "After the merge the run that started earlier goes on");

    private static final String WHO = ": ";

    private final Names text;
    private final String code;

    Reason(String ja, String en) {
        this.text = new Names(ja, en);
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Stable, for storing: {@code not-subscribed}. */
    public String code() {
        return code;
    }

    /** With who did it, for a trace: {@code by-hand: hanako@example.jp}. */
    String code(String who) {
        return code() + WHO + who;
    }

    public Names text() {
        return text;
    }

    /** Who is named behind a reason in a trace's detail. */
    public static Optional<String> who(String detail) {
        int at = detail.indexOf(WHO);
        return at > 0 && of(detail).isPresent() ? Optional.of(detail.substring(at + WHO.length())) : Optional.empty();
    }

    /** The reason behind a trace's detail; nothing where the detail is a name from the scenario or of an event. */
    public static Optional<Reason> of(String detail) {
        return Arrays.stream(values())
                .filter(reason -> detail.equals(reason.code()) || detail.startsWith(reason.code() + WHO))
                .findFirst();
    }
}
