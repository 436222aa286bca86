package io.kikkake.server.http;

/** How long a text is as an SMS (3GPP TS 23.038, TS 23.040 section 9.2.3.24.1). */
final class SmsText {

    private static final String SEPTETS =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
                    + "abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String TWO_SEPTETS = "\f^{}\\[~]|€";

    private SmsText() {}

    /** In how many pieces it goes: of 160 letters, or 153 where there are several; with any Japanese 70, or 67. */
    static int segments(String text) {
        int septets = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (SEPTETS.indexOf(c) >= 0) {
                septets++;
            } else if (TWO_SEPTETS.indexOf(c) >= 0) {
                septets += 2;
            } else {
                return pieces(text.length(), 70, 67);
            }
        }
        return pieces(septets, 160, 153);
    }

    private static int pieces(int length, int alone, int together) {
        return length <= alone ? 1 : (length + together - 1) / together;
    }
}
