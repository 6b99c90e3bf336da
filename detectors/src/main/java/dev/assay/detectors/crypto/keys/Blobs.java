package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.MalformedException;
import java.nio.charset.StandardCharsets;

/** Keys, certificates and stores in binary, told by how they begin. */
enum Blobs {
    DER("der") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return to > 2 && bytes[0] == 0x30 && DerReading.shape(bytes, 0, to) != null;
        }

        @Override
        void read(byte[] bytes, int to, Spot spot) throws MalformedException {
            DerReading.Shape shape = DerReading.shape(bytes, 0, to);
            MalformedException.check(shape != null, 0, "no certificate, key or store in ASN.1");
            if (shape != null) {
                DerReading.read(shape, bytes, 0, to, spot);
            }
        }
    },
    JKS("jks") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return has(bytes, to, "\u00fe\u00ed\u00fe\u00ed\0\0\0") || has(bytes, to, "\u00ce\u00ce\u00ce\u00ce\0\0\0");
        }

        @Override
        void read(byte[] bytes, int to, Spot spot) throws MalformedException {
            new JavaStoreReading(new Cursor(bytes, 4, to), spot).jks();
        }
    },
    BKS("bks") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return (has(bytes, to, "\0\0\0\1\0\0\0\24") || has(bytes, to, "\0\0\0\2\0\0\0\24"))
                    && to > 33
                    && bytes[28] == 0
                    && bytes[29] == 0
                    && bytes[32] >= 0
                    && bytes[32] <= 4;
        }

        @Override
        void read(byte[] bytes, int to, Spot spot) throws MalformedException {
            new JavaStoreReading(new Cursor(bytes, 0, to), spot).bks();
        }
    },
    OPENSSH("openssh") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return has(bytes, to, OPENSSH_MAGIC);
        }

        @Override
        void read(byte[] bytes, int to, Spot spot) throws MalformedException {
            SshReading.privateKey(new Cursor(bytes, OPENSSH_MAGIC.length(), to), spot);
        }
    },
    KEYBOX("keybox") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return to >= 32 && has(bytes, to, "\0\0\0") && bytes[4] == 1 && has(bytes, 8, to, "KBXf");
        }

        @Override
        void read(byte[] bytes, int to, Spot spot) throws MalformedException {
            PgpReading.keybox(new Cursor(bytes, 0, to), spot);
        }
    },
    PGP("pgp") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return PgpReading.begins(new Cursor(bytes, 0, to));
        }

        @Override
        void read(byte[] bytes, int to, Spot spot) throws MalformedException {
            new PgpReading(new Cursor(bytes, 0, to), spot).packets();
        }

        @Override
        boolean readBeginning(byte[] bytes, int to, Spot spot) throws MalformedException {
            return new PgpReading(new Cursor(bytes, 0, to), spot).upToData();
        }
    };

    private static final String OPENSSH_MAGIC = "openssh-key-v1\0";

    private final String id;

    Blobs(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** Whether the first {@code to} bytes of the array may begin one; all of a DER structure must be there. */
    abstract boolean begins(byte[] bytes, int to);

    /** Says what is in it. */
    abstract void read(byte[] bytes, int to, Spot spot) throws MalformedException;

    /** Says what is in the beginning of a larger one; whether that is all that there is to say. */
    boolean readBeginning(byte[] bytes, int to, Spot spot) throws MalformedException {
        return false;
    }

    private static boolean has(byte[] bytes, int to, String start) {
        return has(bytes, 0, to, start);
    }

    private static boolean has(byte[] bytes, int from, int to, String start) {
        byte[] wanted = start.getBytes(StandardCharsets.ISO_8859_1);
        return from + wanted.length <= to
                && java.util.Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
    }
}
