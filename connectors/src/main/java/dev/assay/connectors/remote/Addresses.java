package dev.assay.connectors.remote;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Which addresses lie on the public internet. What a redirect or a listing may lead to is only those: behind the others
 * are the machine itself, its network, and the services that hand a cloud machine's credentials to whoever asks from
 * there.
 */
final class Addresses {
    /** Prefixes of IPv4 that are not public (IANA's special-purpose registry, RFC 6890), as first address and length. */
    private static final int[][] NOT_PUBLIC = {
        {0x00000000, 8}, // this network
        {0x0a000000, 8}, // private
        {0x64400000, 10}, // shared between a carrier's customers; one cloud has its metadata there
        {0x7f000000, 8}, // loopback
        {0xa83f8110, 32}, // public by its number; one cloud's machines have the agent of their host there
        {0xa9fe0000, 16}, // link-local; clouds have their metadata there
        {0xac100000, 12}, // private
        {0xc0000000, 24}, // protocol assignments
        {0xc0000200, 24}, // documentation
        {0xc0586300, 24}, // relays to IPv6
        {0xc0a80000, 16}, // private
        {0xc6120000, 15}, // benchmarks
        {0xc6336400, 24}, // documentation
        {0xcb007100, 24}, // documentation
        {0xe0000000, 3} // multicast, reserved, broadcast
    };

    private Addresses() {}

    static boolean isPublic(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> isPublic(number(four.getAddress(), 0));
            case Inet6Address six -> isPublic(six.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic(int address) {
        for (int[] prefix : NOT_PUBLIC) {
            if ((address ^ prefix[0]) >>> 32 - prefix[1] == 0) {
                return false;
            }
        }
        return true;
    }

    /** Only 2000::/3 is given out for public use, and parts of it carry an IPv4 address that counts then. */
    private static boolean isPublic(byte[] a) {
        if (starts(a, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
            return isPublic(number(a, 12)); // NAT64
        }
        boolean documentation = starts(a, 0x20, 0x01, 0x0d, 0xb8) || starts(a, 0x3f, 0xff) && (a[2] & 0xf0) == 0;
        if ((a[0] & 0xe0) != 0x20 || documentation) {
            return false;
        }
        if (starts(a, 0x20, 0x02)) {
            return isPublic(number(a, 2)); // 6to4
        }
        return !(starts(a, 0x20, 0x01) && (a[2] & 0xfe) == 0); // Teredo and other protocol assignments
    }

    private static boolean starts(byte[] address, int... prefix) {
        byte[] wanted = new byte[prefix.length];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = (byte) prefix[i];
        }
        return Arrays.equals(address, 0, wanted.length, wanted, 0, wanted.length);
    }

    private static int number(byte[] a, int at) {
        return (a[at] & 0xff) << 24 | (a[at + 1] & 0xff) << 16 | (a[at + 2] & 0xff) << 8 | a[at + 3] & 0xff;
    }
}
