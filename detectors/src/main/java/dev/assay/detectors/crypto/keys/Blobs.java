package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.report.GapKind;
import java.nio.charset.StandardCharsets;

/** Keys, certificates and stores in binary, told by how they begin. */
enum Blobs {
    DER("der") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return to > 2 && bytes[0] == 0x30 && DerReading.shape(bytes, 0, to) != null;
        }

        @Override
        int read(byte[] bytes, int to, Spot spot) throws MalformedException {
            int from = DerReading.start(bytes, to);
            DerReading.Shape shape = DerReading.shape(bytes, from, to);
            MalformedException.check(shape != null, 0, "no certificate, key or store in ASN.1");
            return shape == null ? from : DerReading.readOne(shape, bytes, from, to, spot);
        }
    },
    JKS("jks") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return has(bytes, to, "\u00fe\u00ed\u00fe\u00ed\0\0\0") || has(bytes, to, "\u00ce\u00ce\u00ce\u00ce\0\0\0");
        }

        @Override
        int read(byte[] bytes, int to, Spot spot) throws MalformedException {
            return new JavaStoreReading(new Cursor(bytes, 4, to), spot).jks();
        }
    },
    BKS("bks") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return JavaStoreReading.isBouncyCastle(bytes, to) && bytes[32] >= 0 && bytes[32] <= 4;
        }

        @Override
        int read(byte[] bytes, int to, Spot spot) throws MalformedException {
            return new JavaStoreReading(new Cursor(bytes, 0, to), spot).bks();
        }
    },
    OPENSSH("openssh") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return has(bytes, to, OPENSSH_MAGIC);
        }

        @Override
        int read(byte[] bytes, int to, Spot spot) throws MalformedException {
            return SshReading.privateKey(new Cursor(bytes, OPENSSH_MAGIC.length(), to), spot);
        }
    },
    SSH1("ssh1") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return has(bytes, to, SSH1_MAGIC);
        }

        @Override
        int read(byte[] bytes, int to, Spot spot) throws MalformedException {
            OldSshReading.first(new Cursor(bytes, SSH1_MAGIC.length(), to), spot);
            return to; // what follows is encrypted, up to the end
        }
    },
    SSH_KRL("ssh-krl") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return has(bytes, to, "SSHKRL\n\0");
        }

        @Override
        int read(byte[] bytes, int to, Spot spot) {
            spot.gap(GapKind.UNSUPPORTED, "a list of revoked keys of SSH, of which nothing is read");
            return to;
        }
    },
    UBER("uber") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return JavaStoreReading.isBouncyCastle(bytes, to) && !BKS.begins(bytes, to) && to % 8 == 0;
        }

        @Override
        int read(byte[] bytes, int to, Spot spot) throws MalformedException {
            JavaStoreReading.uber(new Cursor(bytes, 0, to), spot);
            return to;
        }
    },
    KEYBOX("keybox") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return to >= 32 && has(bytes, to, "\0\0\0") && bytes[4] == 1 && has(bytes, 8, to, "KBXf");
        }

        @Override
        int read(byte[] bytes, int to, Spot spot) throws MalformedException {
            PgpReading.keybox(new Cursor(bytes, 0, to), spot);
            return to;
        }
    },
    PGP("pgp") {
        @Override
        boolean begins(byte[] bytes, int to) {
            return PgpReading.begins(new Cursor(bytes, 0, to));
        }

        @Override
        int read(byte[] bytes, int to, Spot spot) throws MalformedException {
            new PgpReading(new Cursor(bytes, 0, to), spot).packets();
            return to;
        }

        @Override
        boolean readBeginning(byte[] bytes, int to, Spot spot) throws MalformedException {
            return new PgpReading(new Cursor(bytes, 0, to), spot).upToData();
        }
    };

    private static final String SSH1_MAGIC = "SSH PRIVATE KEY FILE FORMAT 1.1\n\0";

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

    /**
     * Says what is in it.
     *
     * @return where it ends; what follows is none of it
     */
    abstract int read(byte[] bytes, int to, Spot spot) throws MalformedException;

    /** Says what is in the beginning of a larger one; whether that is all that there is to say. */
    boolean readBeginning(byte[] bytes, int to, Spot spot) throws MalformedException {
        return false;
    }

    static boolean has(byte[] bytes, int to, String start) {
        return has(bytes, 0, to, start);
    }

    static boolean has(byte[] bytes, int from, int to, String start) {
        byte[] wanted = start.getBytes(StandardCharsets.ISO_8859_1);
        return from + wanted.length <= to
                && java.util.Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
    }
}
