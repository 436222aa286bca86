package io.kikkake.engine.state;

import java.util.Arrays;

/**
 * The texts a state has had so far, so that what comes again is written as its number. Writer and reader keep the same ones:
 * the first, and none that is long, so that neither looks for one for long whatever texts a state is filled with.
 */
final class KnownTexts {

    /** More texts are written in full each time. Part of the format, like {@link #LONGEST}. */
    static final int MOST = 128;

    /** In UTF-16 units. */
    static final int LONGEST = 128;

    private String[] texts = new String[16];
    private int[] hashes = new int[16];
    private int size;

    int size() {
        return size;
    }

    /** @param place less than {@link #size()} */
    String at(int place) {
        return texts[place];
    }

    /** @return where the text is known already; -1 if it was not until now */
    int placeOrAdd(String text) {
        if (text.length() > LONGEST) {
            return -1;
        }
        int hash = text.hashCode();
        for (int i = 0; i < size; i++) {
            if (hashes[i] == hash && texts[i].equals(text)) {
                return i;
            }
        }
        add(text, hash);
        return -1;
    }

    /** What was read in full. */
    void add(String text) {
        if (text.length() <= LONGEST) {
            add(text, 0);
        }
    }

    private void add(String text, int hash) {
        if (size == MOST) {
            return;
        }
        if (size == texts.length) {
            texts = Arrays.copyOf(texts, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        texts[size] = text;
        hashes[size] = hash;
        size++;
    }
}
