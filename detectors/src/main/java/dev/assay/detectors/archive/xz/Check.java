package dev.assay.detectors.archive.xz;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** The check behind each block (XZ file format, 3.4). */
abstract class Check {
    private static final int CRC32 = 1;
    private static final int CRC64 = 4;
    private static final int SHA256 = 10;

    /** By the check's id; kinds that nobody has defined are passed over, as readers do. */
    private static final int[] SIZES = {0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64};

    abstract void update(byte[] bytes, int from, int n);

    /** As it stands behind the block, empty if there is none to compare. */
    abstract byte[] value();

    final boolean holds(byte[] told) {
        byte[] value = value();
        return value.length == 0 || Arrays.equals(value, told);
    }

    static int size(int id) {
        return SIZES[id];
    }

    static String hex(byte[] value) {
        return HexFormat.of().formatHex(value);
    }

    static Check of(int id) {
        return switch (id) {
            case CRC32 -> new Crc32();
            case CRC64 -> new Crc64();
            case SHA256 -> new Sha256();
            default -> new None();
        };
    }

    static byte[] little(long value, int n) {
        byte[] bytes = new byte[n];
        for (int i = 0; i < n; i++) {
            bytes[i] = (byte) (value >>> 8 * i);
        }
        return bytes;
    }

    private static final class None extends Check {
        @Override
        void update(byte[] bytes, int from, int n) {}

        @Override
        byte[] value() {
            return new byte[0];
        }
    }

    private static final class Crc32 extends Check {
        private final CRC32 sum = new CRC32();

        @Override
        void update(byte[] bytes, int from, int n) {
            sum.update(bytes, from, n);
        }

        @Override
        byte[] value() {
            return little(sum.getValue(), 4);
        }
    }

    /** Of ECMA-182. */
    private static final class Crc64 extends Check {
        private static final long POLYNOMIAL = 0xc96c5795d7870f42L;

        private final long[] table = new long[256];
        private long sum = -1;

        Crc64() {
            for (int i = 0; i < 256; i++) {
                long value = i;
                for (int bit = 0; bit < 8; bit++) {
                    value = value >>> 1 ^ ((value & 1) == 0 ? 0 : POLYNOMIAL);
                }
                table[i] = value;
            }
        }

        @Override
        void update(byte[] bytes, int from, int n) {
            long value = sum;
            for (int i = from; i < from + n; i++) {
                value = value >>> 8 ^ table[(int) (value ^ bytes[i]) & 0xff];
            }
            sum = value;
        }

        @Override
        byte[] value() {
            return little(~sum, 8);
        }
    }

    private static final class Sha256 extends Check {
        private final MessageDigest digest;

        Sha256() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // every JDK has it
            }
        }

        @Override
        void update(byte[] bytes, int from, int n) {
            digest.update(bytes, from, n);
        }

        @Override
        byte[] value() {
            return digest.digest();
        }
    }
}
