package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.report.GapKind;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenPGP in packets (RFC 9580, RFC 4880, and the drafts of version 5 and of post-quantum algorithms): keys with what protects
 * their secret part, and once each, what is signed and encrypted with. Belongs to one thread.
 */
final class PgpReading {
    private static final int SESSION_KEY = 1;
    private static final int SIGNATURE = 2;
    private static final int PASSWORD_KEY = 3;
    private static final int SECRET_KEY = 5;
    private static final int PUBLIC_KEY = 6;
    private static final int SECRET_SUBKEY = 7;
    private static final int PUBLIC_SUBKEY = 14;
    private static final int PARTIAL = -1;
    private static final int FIRST_VERSION = 2;
    private static final int LAST_VERSION = 6;

    /** Of a signature before version 4, up to its algorithms: a length, what kind it is, the time, whose it is (RFC 4880, 5.2.2). */
    private static final int LEGACY_HEAD = 1 + 1 + 4 + 8;

    /** Packets of what is encrypted: without and with a check, and with a mode that has one. */
    private static final Set<Integer> DATA = Set.of(9, 18, 20);

    /** Of 1990, before there was PGP. */
    private static final long FIRST_DATE = 631_152_000;

    private static final String VIA = "OpenPGP ";

    private final Cursor in;
    private final Spot spot;
    private final Set<Object> told = new HashSet<>();

    /** A key of which the signature that follows may say until when it holds. */
    private @Nullable Traits pending;

    private String pendingVia = "";
    private Spot pendingSpot;

    PgpReading(Cursor in, Spot spot) {
        this.in = in;
        this.spot = spot;
        this.pendingSpot = spot;
    }

    /** All packets. What was seen before a fault is said. */
    void packets() throws MalformedException {
        try {
            while (in.left() > 0) {
                packet();
            }
        } finally {
            flush();
        }
    }

    /**
     * The packets in front of what is encrypted, of which no more can be told: a message may be of any length.
     *
     * @return whether there is such data; if not, the rest may hold more packets
     */
    boolean upToData() throws MalformedException {
        try {
            while (in.left() > 0) {
                if (DATA.contains(tag(in.peek()))) {
                    return true;
                }
                packet();
            }
            return false;
        } finally {
            flush();
        }
    }

    private static int tag(int head) {
        return (head & 0x40) != 0 ? head & 0x3f : head >> 2 & 0xf;
    }

    private void flush() {
        if (pending != null) {
            pendingSpot.key(pendingVia, pending);
            pending = null;
        }
    }

    private void packet() throws MalformedException {
        int start = in.position();
        int head = in.u8();
        MalformedException.check((head & 0x80) != 0, start, "no packet of OpenPGP");
        boolean recent = (head & 0x40) != 0;
        int tag = tag(head);
        long length;
        if (recent) {
            length = length();
        } else {
            length = switch (head & 3) {
                case 0 -> in.u8();
                case 1 -> in.u16();
                case 2 -> in.u32();
                default -> in.left(); // up to the end
            };
        }
        if (length == PARTIAL) { // only data come in parts
            skipParts();
            return;
        }
        Cursor body = in.part(length);
        switch (tag) {
            case PUBLIC_KEY, PUBLIC_SUBKEY, SECRET_KEY, SECRET_SUBKEY -> key(tag, body, spot.behind(start));
            case SIGNATURE -> signature(body);
            case SESSION_KEY -> sessionKey(body);
            case PASSWORD_KEY -> passwordKey(body);
            default -> {}
        }
    }

    private long length() throws MalformedException {
        int first = in.u8();
        if (first < 192) {
            return first;
        }
        if (first < 224) {
            return (first - 192L << 8) + in.u8() + 192;
        }
        if (first == 255) {
            return in.u32();
        }
        in.skip(1L << (first & 0x1f));
        return PARTIAL;
    }

    private void skipParts() throws MalformedException {
        long length = PARTIAL;
        while (length == PARTIAL) {
            length = length();
        }
        in.skip(length);
    }

    private void key(int tag, Cursor body, Spot at) throws MalformedException {
        flush();
        int from = body.position();
        int version = body.u8();
        MalformedException.check(
                version >= FIRST_VERSION && version <= LAST_VERSION,
                body.position() - 1,
                "no version of a key of OpenPGP");
        LocalDateTime created = time(body.u32());
        int days = version <= 3 ? body.u16() : 0; // that it holds; 0 for ever
        int algorithm = body.u8();
        long length = version >= 5 ? body.u32() : body.left();
        int material = body.position();
        Traits traits =
                PgpKey.material(algorithm, body).put("notBefore", created).put("version", version);
        if (days > 0) {
            traits.put("notAfter", created.plusDays(days));
        }
        int end = (int) Math.min(body.position(), material + length);
        byte[] array = body.array();
        String fingerprint = PgpKey.fingerprint(
                version, algorithm, Arrays.copyOfRange(array, from, end), Arrays.copyOfRange(array, material, end));
        boolean isSecret = tag == SECRET_KEY || tag == SECRET_SUBKEY;
        boolean isWhole = version >= 5 || !isSecret || PgpKey.isPassedOver(algorithm);
        if (fingerprint != null && isWhole) {
            traits.put("openPgpFingerprint", fingerprint);
        }
        traits.put(KeyReading.PART, isSecret ? KeyReading.PRIVATE : KeyReading.PUBLIC);
        if (isSecret && !traits.algorithm().isEmpty()) {
            PgpKey.protection(version, body, traits);
        }
        pending = traits;
        pendingVia = VIA + (tag == PUBLIC_KEY || tag == SECRET_KEY ? "primary key" : "subkey");
        pendingSpot = at;
    }

    private static LocalDateTime time(long seconds) {
        return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    }

    private void signature(Cursor body) throws MalformedException {
        int version = body.u8();
        if (version < FIRST_VERSION || version > LAST_VERSION) {
            spot.gap(GapKind.UNSUPPORTED, "a signature of OpenPGP of version " + version);
            return;
        }
        if (version < 4) {
            body.skip(LEGACY_HEAD);
            tell("signature", PgpKey.signature(body.u8()).put("hash", PgpKey.hash(body.u8())));
            return;
        }
        int type = body.u8();
        Traits traits = PgpKey.signature(body.u8());
        tell("signature", traits.put("hash", PgpKey.hash(body.u8())));
        Cursor hashed = body.part(version >= 6 ? body.u32() : body.u16());
        boolean binding = type >= 0x10 && type <= 0x13 || type == 0x18 || type == 0x1f;
        if (pending != null && binding) {
            expiry(hashed, pending);
        }
    }

    private static void expiry(Cursor hashed, Traits key) throws MalformedException {
        while (hashed.left() > 0) {
            int first = hashed.u8();
            long length = first < 192 ? first : first < 255 ? (first - 192L << 8) + hashed.u8() + 192 : hashed.u32();
            Cursor subpacket = hashed.part(length);
            if (subpacket.left() == 5 && (subpacket.u8() & 0x7f) == 9) {
                String created = key.parameters().getOrDefault("notBefore", "");
                long seconds = subpacket.u32();
                if (seconds > 0 && created.endsWith("Z")) {
                    LocalDateTime from = LocalDateTime.parse(created.substring(0, created.length() - 1));
                    key.put("notAfter", from.plusSeconds(seconds));
                }
            }
        }
    }

    private void sessionKey(Cursor body) throws MalformedException {
        int version = body.u8();
        body.skip(version == 6 ? body.u8() : 8);
        tell("session key", PgpKey.named(body.u8()));
    }

    private void passwordKey(Cursor body) throws MalformedException {
        int version = body.u8();
        if (version == 6) {
            body.u8();
        }
        Traits traits = new Traits("", "kdf").put("cipher", PgpKey.cipher(body.u8()));
        if (version >= 5) {
            body.u8();
        }
        if (version == 6) {
            body.u8();
        }
        PgpKey.derivation(body, traits);
        tell("password-encrypted session key", traits);
    }

    private void tell(String what, Traits traits) {
        if (told.add(List.of(what, traits.algorithm(), traits.parameters()))) {
            spot.algorithm(VIA + what, traits);
        }
    }

    /** Whether bytes begin with a packet that this reads: its kind, version, algorithm and length must all be possible. */
    static boolean begins(Cursor in) {
        try {
            int head = in.u8();
            boolean recent = (head & 0x40) != 0;
            int tag = tag(head);
            if ((head & 0x80) == 0 || !recent && (head & 3) == 3) {
                return false;
            }
            long length = recent ? firstLength(in) : (head & 3) == 0 ? in.u8() : (head & 3) == 1 ? in.u16() : in.u32();
            int version = in.u8();
            return switch (tag) {
                case PUBLIC_KEY, SECRET_KEY ->
                    version >= 2 && version <= 6 && length >= 32 && length < 1 << 20 && isKey(version, in);
                case SIGNATURE -> {
                    if (version < 4) {
                        in.skip(LEGACY_HEAD);
                    } else {
                        in.u8();
                    }
                    yield version >= 3
                            && version <= 6
                            && length >= 40
                            && length < 1 << 20
                            && isKnown(in.u8())
                            && !PgpKey.hash(in.u8()).startsWith("hash ");
                }
                case SESSION_KEY -> {
                    boolean third = version == 3;
                    in.skip(8);
                    yield third && length >= 32 && length < 1 << 16 && isKnown(in.u8());
                }
                case PASSWORD_KEY -> length <= 64 && isPasswordKey(version, in);
                default -> false;
            };
        } catch (MalformedException e) {
            return false;
        }
    }

    private static long firstLength(Cursor in) throws MalformedException {
        int first = in.u8();
        return first < 192 ? first : first < 224 ? (first - 192L << 8) + in.u8() + 192 : first == 255 ? in.u32() : 0;
    }

    /** The date must be one, and the first number or curve possible. */
    private static boolean isKey(int version, Cursor in) throws MalformedException {
        if (in.u32() < FIRST_DATE) {
            return false;
        }
        if (version <= 3) {
            in.u16();
        }
        int algorithm = in.u8();
        if (version >= 5) {
            in.u32();
        }
        return switch (algorithm) {
            case 1, 2, 3, 16, 17, 20 -> {
                int bits = in.u16();
                yield bits >= 256 && bits <= 16_384;
            }
            case 18, 19, 22 -> {
                int bytes = in.u8();
                yield bytes > 0 && bytes <= 16 && in.u8() == 0x2b || bytes == 8;
            }
            default -> isKnown(algorithm);
        };
    }

    /** How a password makes a key, of version 4 to 6: cipher, kind of derivation and hash must be known. */
    private static boolean isPasswordKey(int version, Cursor in) throws MalformedException {
        if (version < 4 || version > 6) {
            return false;
        }
        if (version == 6) {
            in.u8();
        }
        boolean isCipher = !PgpKey.cipher(in.u8()).startsWith("cipher ");
        if (version >= 5) {
            in.u8(); // mode
        }
        if (version == 6) {
            in.u8();
        }
        int kind = in.u8();
        boolean isHashed = kind == 0 || kind == 1 || kind == 3;
        return isCipher && (kind == 4 || isHashed && !PgpKey.hash(in.u8()).startsWith("hash "));
    }

    private static boolean isKnown(int algorithm) {
        return algorithm > 0 && !PgpKey.named(algorithm).purpose().isEmpty();
    }

    /** GnuPG's keybox: blobs, of which some hold packets and some a certificate. */
    static void keybox(Cursor in, Spot spot) throws MalformedException {
        while (in.left() > 0) {
            int start = in.position();
            long length = in.u32();
            MalformedException.check(length > 5, start, "no length of a keybox's blob");
            Cursor blob = in.part(length - 4);
            int kind = blob.u8();
            if (kind != 2 && kind != 3) {
                continue;
            }
            blob.skip(3); // version and flags
            long offset = blob.u32();
            long size = blob.u32();
            MalformedException.check(
                    offset <= length && size <= length - offset, start, "a key that leads out of its blob");
            int from = start + (int) offset;
            Cursor content = new Cursor(in.array(), from, from + (int) size);
            if (kind == 2) {
                new PgpReading(content, spot).packets();
            } else {
                spot.behind(from).certificate(DerReading.CERTIFICATE, CertificateReading.certificate(content.der()));
            }
        }
    }
}
