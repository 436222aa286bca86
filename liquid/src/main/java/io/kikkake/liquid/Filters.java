package io.kikkake.liquid;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters by name. */
final class Filters {
    private static final Map<String, FilterDefinition> BY_NAME = byName();

    private Filters() {}

    private static Map<String, FilterDefinition> byName() {
        Map<String, FilterDefinition> byName = new HashMap<>();
        for (List<FilterDefinition> family : List.of(
                StringFilters.ALL,
                CuttingFilters.ALL,
                EncodingFilters.ALL,
                HtmlFilters.ALL,
                MathFilters.ALL,
                ListFilters.ALL,
                SelectionFilters.ALL,
                DateFilters.ALL,
                MailFilters.ALL)) {
            for (FilterDefinition filter : family) {
                byName.put(filter.name(), filter);
            }
        }
        return Map.copyOf(byName);
    }

    static @Nullable FilterDefinition named(String name) {
        return BY_NAME.get(name);
    }
}
