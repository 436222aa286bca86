package io.kikkake.server.tracking;

import io.kikkake.server.platform.Settings;

/** Tracking with a key that everybody knows. */
public final class TrackerFixture {

    static final Tokens TOKENS = new Tokens(new TrackingKey(new byte[32]));

    private TrackerFixture() {}

    public static Tracker tracker(Settings settings) {
        return new Tracker(TOKENS, settings);
    }
}
