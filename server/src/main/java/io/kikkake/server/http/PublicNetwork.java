package io.kikkake.server.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Whether an address is one of the Internet's, and not of this machine or of a network only we can reach (RFC 6890): a message's
 * URL must not be a way into the house.
 */
final class PublicNetwork {

    private PublicNetwork() {}

    static boolean has(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address four -> hasV4(four.getAddress());
            case Inet6Address six -> hasV6(six.getAddress());
            default -> false;
        };
    }

    private static boolean hasV4(byte[] a) {
        int first = a[0] & 0xff;
        int second = a[1] & 0xff;
        boolean shared = first == 100 && second >= 64 && second < 128;
        boolean benchmark = first == 198 && (second == 18 || second == 19);
        boolean protocol = first == 192 && second == 0 && a[2] == 0;
        return first != 0 && first < 240 && !shared && !benchmark && !protocol;
    }

    private static boolean hasV6(byte[] a) {
        boolean uniqueLocal = (a[0] & 0xfe) == 0xfc;
        boolean mapped = a[0] == 0 && a[1] == 0 && a[2] == 0 && a[3] == 0;
        boolean translated = a[0] == 0 && a[1] == 0x64 && (a[2] & 0xff) == 0xff && (a[3] & 0xff) == 0x9b;
        boolean sixToFour = a[0] == 0x20 && a[1] == 0x02;
        if (translated) {
            return hasV4Inside(Arrays.copyOfRange(a, 12, 16));
        }
        if (sixToFour) {
            return hasV4Inside(Arrays.copyOfRange(a, 2, 6));
        }
        return !uniqueLocal && !mapped;
    }

    private static boolean hasV4Inside(byte[] address) {
        try {
            return has(InetAddress.getByAddress(address));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }
}
