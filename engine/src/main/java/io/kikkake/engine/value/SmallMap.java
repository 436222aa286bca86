package io.kikkake.engine.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map of few entries that keeps their order. It is two arrays instead of an object for each entry: events and
 * states are made once, asked from memory no cache has, and copied when they change, so that size is what they cost.
 */
public final class SmallMap<K, V> extends AbstractMap<K, V> {

    /** A map with more is looked up in steps that somebody who chooses its keys could make many. */
    private static final int MOST = 64;

    /** 2^32 divided by the golden ratio: the upper bits of a product with it differ where anything does. */
    private static final int SCATTERING = 0x9E3779B9;

    private final Object[] entries;
    private final int[] places;

    private SmallMap(Object[] entries, int[] places) {
        this.entries = entries;
        this.places = places;
    }

    /** The same entries in the same order, whatever becomes of the map; a small one where they are few. */
    public static <K, V> Map<K, V> copyOf(Map<K, V> map) {
        if (map instanceof SmallMap) {
            return map;
        }
        if (map.size() > MOST) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(map));
        }
        var builder = new Builder<K, V>(map.size());
        map.forEach(builder::put);
        return builder.build();
    }

    @Override
    public int size() {
        return entries.length / 2;
    }

    @Override
    @SuppressWarnings("unchecked") // only a Builder of the same types makes one
    public @Nullable V get(@Nullable Object key) {
        int entry = key == null ? -1 : find(entries, places, key);
        return entry < 0 ? null : (V) entries[entry + 1];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void forEach(BiConsumer<? super K, ? super V> action) {
        for (int i = 0; i < entries.length; i += 2) {
            action.accept((K) entries[i], (V) entries[i + 1]);
        }
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return SmallMap.this.size();
            }

            @Override
            public Iterator<Entry<K, V>> iterator() {
                return entries();
            }
        };
    }

    private Iterator<Entry<K, V>> entries() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < entries.length;
            }

            @Override
            @SuppressWarnings("unchecked")
            public Entry<K, V> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                next += 2;
                return new SimpleImmutableEntry<>((K) entries[next - 2], (V) entries[next - 1]);
            }
        };
    }

    /** Where the key is in the entries; if it is not, the free place for it, less than 0: {@code -1 - place}. */
    private static int find(Object[] entries, int[] places, Object key) {
        // Keys are numbered (cart-1, cart-2), and hashes next to each other would all look in the same places.
        int place = key.hashCode() * SCATTERING >>> Integer.numberOfLeadingZeros(places.length - 1);
        while (places[place] != 0) {
            int entry = places[place] - 1;
            if (key.equals(entries[entry])) {
                return entry;
            }
            place = place + 1 & places.length - 1;
        }
        return -1 - place;
    }

    /** Makes one map. */
    public static final class Builder<K, V> {

        private Object[] entries;
        private final int[] places;
        private int length;

        /** @param most entries there can be */
        public Builder(int most) {
            entries = new Object[2 * most];
            // A third stays free at least, so that what is not there is soon known not to be.
            places = new int[Integer.highestOneBit(Math.max(1, most + most / 2)) << 1];
        }

        /** Begins with the entries of a map. */
        public Builder(Map<K, V> known, int more) {
            this(known.size() + more);
            known.forEach(this::put);
        }

        /** A key that is there already keeps its place in the order. */
        public void put(K key, V value) {
            int entry = find(entries, places, key);
            if (entry >= 0) {
                entries[entry + 1] = value;
            } else {
                entries[length] = key;
                entries[length + 1] = value;
                places[-1 - entry] = 1 + length;
                length += 2;
            }
        }

        /** The map; nothing can be put any more. */
        public Map<K, V> build() {
            if (length < entries.length) {
                entries = Arrays.copyOf(entries, length);
            }
            return new SmallMap<>(entries, places);
        }
    }
}
