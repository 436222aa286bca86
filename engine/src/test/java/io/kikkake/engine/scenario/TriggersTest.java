package io.kikkake.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kikkake.engine.Documents;
import io.kikkake.engine.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers as they are written, refused and told. */
class TriggersTest {

    private static Value document(String trigger) {
        var fields = new LinkedHashMap<>(((Value.ObjectOf) Documents.value(InvalidScenariosTest.SOUND)).fields());
        fields.put("trigger", Documents.value(trigger));
        return new Value.ObjectOf(fields);
    }

    private static boolean isSoundBySchema(Value document) {
        return InvalidScenariosTest.SCHEMA
                .validate(InvalidScenariosTest.json(document))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {event: A} | 「A」が起きたときに始まる。 | Starts when "A" happens.
            {entered: {attribute: plan, equals: pro}} | 「顧客の plan が「pro」である」に当てはまるようになったときに始まる。 | Starts when the customer comes to match: the customer's plan is "pro".
            {entered: {attribute: plan, equals: pro}, existing: enter} | 「顧客の plan が「pro」である」に当てはまるようになったときに始まる。 | Starts when the customer comes to match: the customer's plan is "pro".
            {left: {attribute: plan, exists: true}} | 「顧客の plan がある」に当てはまらなくなったときに始まる。 | Starts when the customer no longer matches: the customer's plan is known.
            {date: birthday, every: year, at: "10:00"} | 毎年、顧客の birthday の日の10:00に始まる。 | Starts every year on the day of the customer's birthday at 10:00.
            {date: contract.end, before: 30d} | 顧客の contract.end の30日前の09:00に始まる。 | Starts 30 days before the customer's contract.end at 09:00.
            {date: signed_up, after: 2w, at: "8:30", if-missed: {enter-within: 1d}, settled: 7d} | 顧客の signed_up の14日後の08:30に始まる。 | Starts 14 days after the customer's signed_up at 08:30.
            {inactive: {event: Order Completed}, for: 60d} | 「Order Completed」のないまま、最後から60日たったときに始まる。 | Starts when 60 days have passed since the last "Order Completed".
            {trend: {event: Login}, window: 30d, down: 50, at-least: 4} | 直近30日間の「Login」が、その前の30日間より50%以上減ったときに始まる。 | Starts when "Login" in the last 30 days falls by 50 % or more against the 30 days before.
            {form: contact} | フォーム「contact」が送信されたときに始まる。 | Starts when the form "contact" is submitted.
            {api: true} | API か担当者が顧客を加えたときに始まる。 | Starts when the API or a person puts the customer in.
            {scenario: welcome, ending: goal} | シナリオ「welcome」がゴールに達したときに始まる。 | Starts when the scenario "welcome" reaches its goal.
            {schedule: {at: "2026-12-01T10:00"}} | 2026-12-01 10:00、すべての顧客に始まる。 | Starts on 2026-12-01 10:00 for all customers.
            {schedule: {every: week, day: monday, at: "10:00"}, to: {attribute: plan, equals: pro}} | 毎週月曜日10:00、「顧客の plan が「pro」である」に当てはまる顧客に始まる。 | Starts every Monday at 10:00 for customers who match: the customer's plan is "pro".
            {schedule: {every: month, day: 31, at: "10:00"}} | 毎月31日10:00、すべての顧客に始まる。 | Starts on day 31 of every month at 10:00 for all customers.
            {restock: {lot: 3}} | 希望した商品が再入荷したときに始まる。 | Starts when a product the customer asked for is back in stock.
            {price-drop: {percent: 10}, where: {property: price, at-most: 5000}} | 関心のある商品が10%以上値下がりしたとき（price が 5000 以下のときだけ）に始まる。 | Starts when a product of interest to the customer drops in price by 10 % or more and price is at most 5000.
            {few-left: {at-most: 3}} | 関心のある商品の在庫が残り3点以下になったときに始まる。 | Starts when at most 3 are left of a product of interest to the customer.
            {new-article: {category: bags}} | カテゴリ「bags」に新しい記事が出たときに始まる。 | Starts when an article appears in the category "bags".
            """)
    void isReadToldAndDrawn(String trigger, String ja, String en) {
        Value document = document(trigger);
        assertThat(isSoundBySchema(document)).isTrue();
        Scenario scenario = ScenarioReader.read(document);
        Readback readback = Readback.of(scenario);
        assertThat(readback.ja()).startsWith(ja);
        assertThat(readback.en()).startsWith(en);
        assertThat(Graph.of(scenario).nodes().getFirst().title().en()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{entered: {property: plan, equals: pro}}",
                "{left: {attribute: plan, equals: {entry: plan}}}",
            })
    void aSegmentHasNoEventToLookAt(String trigger) {
        assertThat(problems(document(trigger)).getFirst().message()).contains("about the customer at any time");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {event: A, entered: {attribute: plan, exists: true}} | /trigger | exactly one of event, entered
            {left: {attribute: plan, exists: true}, existing: enter} | /trigger/existing | belongs to a trigger of a segment
            {entered: {attribute: plan, exists: true}, existing: always} | /trigger/existing | one of enter, skip
            {date: birthday, before: 3d, after: 3d} | /trigger | not both
            {date: birthday, before: 3h} | /trigger/before | Whole days
            {date: birthday, every: month} | /trigger/every | is year
            {date: birthday, if-missed: later} | /trigger/if-missed | is skip, or says
            {inactive: {event: A}} | /trigger | The field "for" is missing
            {trend: {event: A}, window: 30d} | /trigger | exactly one of the two
            {trend: {event: A}, window: 30d, up: 20, down: 20} | /trigger | exactly one of the two
            {trend: {event: A}, window: 30d, down: 200} | /trigger/down | from 1 to 100
            {api: false} | /trigger/api | "api" is true
            {scenario: welcome, ending: gaol} | /trigger/ending | one of goal
            {schedule: {every: week, at: "10:00"}} | /trigger/schedule | "day" is missing
            {schedule: {every: day, day: monday, at: "10:00"}} | /trigger/schedule/day | There is no field
            {schedule: {at: "10:00"}} | /trigger/schedule/at | A moment is written
            {few-left: true} | /trigger/few-left | Fields are expected
            {restock: {lot: 0}} | /trigger/restock/lot | from 1 to 100
            """)
    void isRefusedByReaderAndSchema(String trigger, String path, String message) {
        Value document = document(trigger);
        assertThat(isSoundBySchema(document)).isFalse();
        assertThat(problems(document)).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.message()).contains(message);
        });
    }

    private static List<Problem> problems(Value document) {
        return catchThrowableOfType(DefinitionInvalid.class, () -> ScenarioReader.read(document))
                .problems();
    }
}
