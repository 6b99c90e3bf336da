package dev.assay.detectors.crypto.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Keys and stores: what programs wrote ({@code samples.txt}), and what the JDK writes now. None protects anything. */
public final class KeySamples {
    private static final char[] PASSWORD = "throwaway".toCharArray();

    private KeySamples() {}

    /** For the contract of all decoders. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>(written());
        try {
            all.put("store.jks", store("JKS"));
            all.put("store.jceks", store("JCEKS"));
            all.put("store.p12", store("PKCS12"));
            all.put("store.bks", bks());
            all.put("store.ubr", uber());
            all.put("identity", ssh1());
            all.put("revoked.krl", krl());
            all.put("openssh.bin", openssh(all));
            all.put("secret.yaml", secret(all).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    /** What programs wrote, by name. */
    static Map<String, byte[]> written() {
        Map<String, byte[]> samples = new LinkedHashMap<>();
        URL file = Objects.requireNonNull(KeySamples.class.getResource("samples.txt"));
        try (var in = file.openStream()) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String sample : all.substring("### ".length()).split("\n### ", -1)) {
                int line = sample.indexOf('\n');
                String name = sample.substring(0, line);
                String text = sample.substring(line + 1).stripTrailing() + "\n";
                if (name.endsWith(" base64")) {
                    samples.put(
                            name.substring(0, name.indexOf(' ')),
                            Base64.getMimeDecoder().decode(text));
                } else {
                    samples.put(name, text.replace("=====", "-----").getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return samples;
    }

    static String text(String name) {
        return new String(Objects.requireNonNull(written().get(name), name), StandardCharsets.UTF_8);
    }

    /** Keys that are the same in each run. */
    static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (bits > 0) {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(bits);
            generator.initialize(bits, random);
        }
        return generator.generateKeyPair();
    }

    static byte[] certificate(KeyPair pair) throws GeneralSecurityException {
        return DerBytes.certificate(pair, "SHA256withRSA", "1.2.840.113549.1.1.11", "throw away");
    }

    static byte[] store(String type) throws GeneralSecurityException, IOException {
        KeyPair pair = pair("RSA", 1024);
        Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate(pair)));
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, PASSWORD);
        store.setKeyEntry("key", pair.getPrivate(), PASSWORD, new Certificate[] {certificate});
        store.setCertificateEntry("certificate", certificate);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, PASSWORD);
        return out.toByteArray();
    }

    /** A key of SSH 1, whose secret is sealed with triple DES. */
    static byte[] ssh1() {
        byte[] modulus = new byte[128];
        Arrays.fill(modulus, (byte) 0xc5);
        return joined(
                "SSH PRIVATE KEY FILE FORMAT 1.1\n\0".getBytes(StandardCharsets.US_ASCII),
                new byte[] {3, 0, 0, 0, 0, 0, 0, 4, 0, 4, 0},
                modulus,
                new byte[] {0, 17, 1, 0, 1, 0, 0, 0, 0},
                new byte[200]);
    }

    /** The head of a list of keys of SSH that count no longer. */
    static byte[] krl() {
        return joined("SSHKRL\n\0".getBytes(StandardCharsets.US_ASCII), new byte[64]);
    }

    /** A store of Bouncy Castle's all of which is sealed. */
    static byte[] uber() {
        return joined(
                new byte[] {0, 0, 0, 1, 0, 0, 0, 20},
                new byte[20],
                new byte[] {0, 0, 5, 1},
                new byte[] {90},
                new byte[63]);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** A store of Bouncy Castle's by its layout, with a certificate, a sealed key and a public one. */
    static byte[] bks() throws GeneralSecurityException, IOException {
        byte[] certificate = certificate(pair("RSA", 1024));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(2);
        out.writeInt(20);
        out.write(new byte[20]);
        out.writeInt(1111);
        head(out, 1, "certificate", new byte[0]);
        chained(out, certificate);
        head(out, 4, "sealed", certificate);
        out.writeInt(5);
        out.write(new byte[5]);
        head(out, 2, "plain", new byte[0]);
        out.write(1);
        out.writeUTF("X.509");
        out.writeUTF("RSA");
        out.writeInt(3);
        out.write(new byte[3]);
        out.write(0);
        out.write(new byte[20]);
        return bytes.toByteArray();
    }

    private static void head(DataOutputStream out, int kind, String alias, byte[] chain) throws IOException {
        out.write(kind);
        out.writeUTF(alias);
        out.writeLong(0);
        out.writeInt(chain.length > 0 ? 1 : 0);
        if (chain.length > 0) {
            chained(out, chain);
        }
    }

    private static void chained(DataOutputStream out, byte[] certificate) throws IOException {
        out.writeUTF("X.509");
        out.writeInt(certificate.length);
        out.write(certificate);
    }

    private static byte[] openssh(Map<String, byte[]> samples) {
        String pem = new String(Objects.requireNonNull(samples.get("ssh_encrypted")), StandardCharsets.UTF_8);
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    /** As Kubernetes has it. */
    static String secret(Map<String, byte[]> samples) {
        Base64.Encoder base64 = Base64.getEncoder();
        return "apiVersion: v1\nkind: Secret\ndata:\n  tls.crt: "
                + base64.encodeToString(samples.get("chain.pem")) + "\n  tls.key: "
                + base64.encodeToString(samples.get("ec.pem")) + "\n";
    }
}
