package io.kikkake.server.feedback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The groups of fields of a delivery status notification (RFC 3464), one for each recipient, in their order. It takes them from
 * wherever they stand, and in the shapes in which servers get them wrong: fields of a recipient before its name, no empty lines
 * between recipients, a text where the notification should be.
 */
record StatusReport(List<Group> groups) {

    /** @param fields names in lower case; the first of a name counts */
    record Group(Map<String, String> fields) {

        String field(String name) {
            return fields.getOrDefault(name, "");
        }

        boolean names() {
            return fields.containsKey("final-recipient") || fields.containsKey("original-recipient");
        }
    }

    private static final Pattern FIELD =
            Pattern.compile("^[\\s>]{0,4}((?i:final-recipient|original-recipient|action|status"
                    + "|diagnostic-code|remote-mta|reporting-mta|arrival-date|last-attempt-date|x-actual-recipient|will-retry-until"
                    + "|x-[a-z-]{1,40}|received-from-mta|final-log-id|original-envelope-id))\\s?:\\s?(.*)$");

    StatusReport {
        groups = List.copyOf(groups);
    }

    static StatusReport of(String text) {
        var groups = new ArrayList<Group>();
        Map<String, String> current = new LinkedHashMap<>();
        String last = null;
        for (String line : text.split("\n", -1)) {
            Matcher field = FIELD.matcher(line);
            if (field.matches()) {
                String name = field.group(1).toLowerCase(Locale.ROOT);
                if (name.equals("final-recipient") && current.containsKey(name)) {
                    close(groups, current);
                    current = new LinkedHashMap<>();
                }
                last = current.putIfAbsent(name, field.group(2).strip()) == null ? name : null;
            } else if (line.isBlank()) {
                close(groups, current);
                current = new LinkedHashMap<>();
                last = null;
            } else if (last != null && Character.isWhitespace(line.charAt(0))) {
                current.merge(last, line.strip(), (before, more) -> before + " " + more);
            } else if (!line.isBlank() && last != null && last.equals("diagnostic-code")) {
                current.merge(last, line.strip(), (before, more) -> before + " " + more);
            }
        }
        close(groups, current);
        return new StatusReport(groups.stream().filter(Group::names).toList());
    }

    /** A group without a recipient, but with what belongs to one, completes the one before. */
    private static void close(List<Group> groups, Map<String, String> fields) {
        if (fields.isEmpty()) {
            return;
        }
        var group = new Group(new LinkedHashMap<>(fields));
        if (!group.names() && !groups.isEmpty()) {
            fields.forEach(groups.getLast().fields()::putIfAbsent);
        } else {
            boolean completes = group.names()
                    && !groups.isEmpty()
                    && !groups.getLast().names()
                    && !group.fields().containsKey("status")
                    && groups.getLast().fields().containsKey("status");
            if (completes) {
                groups.getLast().fields().forEach(group.fields()::putIfAbsent);
            }
            groups.add(group);
        }
    }
}
