package io.kikkake.flink;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the job is told on its command line.
 *
 * @param brokers host:port, separated by commas
 * @param name of the consumer group, and the beginning of the names of transactions
 * @param zone of customers whose own is not known
 * @param checkpointEvery how often effects become visible in Kafka
 * @param quiet how long a partition has no inputs until the others, or else the wall clock, tell the time
 * @param settle how long inputs accepted before a timer was due have to reach the job
 */
record JobSettings(
        String brokers,
        String name,
        Topics topics,
        ZoneId zone,
        Duration checkpointEvery,
        Duration quiet,
        Duration settle) {

    record Topics(String inputs, String scenarios, String effects, String handOvers, String refused) {}

    static final String USAGE = """
            Arguments, each followed by its value:
              --brokers            the Kafka brokers, host:port,host:port (required)
              --name               consumer group and transactions (kikkake)
              --inputs             topic of the event log (kikkake.inputs)
              --scenarios          topic of what is published, with one partition (kikkake.scenarios)
              --effects            topic of what was decided (kikkake.effects)
              --hand-overs         topic of customers that are merged, the job's own (kikkake.hand-overs)
              --refused            topic of what could not be taken (kikkake.refused)
              --time-zone          of customers whose own is not known (Asia/Tokyo)
              --checkpoint-seconds how often effects become visible (5)
              --quiet-seconds      a partition is quiet after so long without inputs (5)
              --settle-seconds     inputs have so long to get here before a timer goes (1)
            """;

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("--name", "kikkake"),
            Map.entry("--inputs", "kikkake.inputs"),
            Map.entry("--scenarios", "kikkake.scenarios"),
            Map.entry("--effects", "kikkake.effects"),
            Map.entry("--hand-overs", "kikkake.hand-overs"),
            Map.entry("--refused", "kikkake.refused"),
            Map.entry("--time-zone", "Asia/Tokyo"),
            Map.entry("--checkpoint-seconds", "5"),
            Map.entry("--quiet-seconds", "5"),
            Map.entry("--settle-seconds", "1"));

    /** @throws IllegalArgumentException with all that is wrong, and what there is */
    static JobSettings read(String... arguments) {
        List<String> problems = new ArrayList<>();
        Map<String, String> given = given(arguments, problems);
        String brokers = given.getOrDefault("--brokers", "");
        if (brokers.isBlank()) {
            problems.add("--brokers is missing: the Kafka brokers, such as kafka-1:9092,kafka-2:9092");
        }
        ZoneId zone = zone(given, problems);
        Duration checkpoints = seconds(given, "--checkpoint-seconds", problems);
        Duration quiet = seconds(given, "--quiet-seconds", problems);
        Duration settle = seconds(given, "--settle-seconds", problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems) + "\n\n" + USAGE);
        }
        var topics = new Topics(
                value(given, "--inputs"),
                value(given, "--scenarios"),
                value(given, "--effects"),
                value(given, "--hand-overs"),
                value(given, "--refused"));
        return new JobSettings(brokers, value(given, "--name"), topics, zone, checkpoints, quiet, settle);
    }

    private static Map<String, String> given(String[] arguments, List<String> problems) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (!name.equals("--brokers") && !DEFAULTS.containsKey(name)) {
                problems.add("There is no argument " + name);
            } else if (i + 1 == arguments.length || arguments[i + 1].startsWith("--")) {
                problems.add(name + " has no value");
                i--;
            } else if (given.put(name, arguments[i + 1]) != null) {
                problems.add(name + " is given twice");
            }
        }
        return given;
    }

    private static String value(Map<String, String> given, String name) {
        String standard = DEFAULTS.getOrDefault(name, "");
        return given.getOrDefault(name, standard);
    }

    private static ZoneId zone(Map<String, String> given, List<String> problems) {
        String zone = value(given, "--time-zone");
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            problems.add("--time-zone is a name such as Asia/Tokyo, not " + zone);
            return ZoneId.of("Asia/Tokyo");
        }
    }

    private static Duration seconds(Map<String, String> given, String name, List<String> problems) {
        String text = value(given, name);
        if (!text.matches("[1-9][0-9]{0,3}")) {
            problems.add(name + " is a whole number from 1 to 9999, not " + text);
            return Duration.ZERO;
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }
}
