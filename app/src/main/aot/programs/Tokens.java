package sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;

/** Tokens, sealed and signed. */
public final class Tokens {
    enum Kind {
        SEALED("AES/GCM/NoPadding"),
        OLD("DESede/CBC/PKCS5Padding");

        final String transformation;

        Kind(String transformation) {
            this.transformation = transformation;
        }
    }

    private static final int ITERATIONS = 310_000;
    private static final Map<String, String> DIGESTS = Map.of("new", "SHA-256", "old", "MD5");
    private final SecureRandom random = new SecureRandom();
    private final byte[] key;

    public Tokens(char[] password, byte[] salt) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(password, salt, ITERATIONS, 256);
        this.key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    }

    byte[] seal(byte[] data, Kind kind) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(kind.transformation);
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        return cipher.doFinal(data);
    }

    static byte[] digest(String age, String text) throws GeneralSecurityException {
        return MessageDigest.getInstance(DIGESTS.get(age)).digest(text.getBytes(UTF_8));
    }

    byte[] tag(byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    static byte[] sign(byte[] data) throws GeneralSecurityException {
        KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
        pairs.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = pairs.generateKeyPair();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(data);
        return signature.sign();
    }

    static SSLContext context(boolean modern) throws GeneralSecurityException {
        String protocol = switch (modern ? 3 : 2) {
            case 3 -> "TLSv1.3";
            default -> "TLSv1.2";
        };
        return SSLContext.getInstance(protocol);
    }
}
