package dev.assay.connectors.remote;

import dev.assay.engine.bytes.UnreachableException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Certificates from a PEM file in place of the JDK's, as curl and OpenSSL take {@code SSL_CERT_FILE}.
 *
 * @param manager what decides about a server's chain
 */
record Trust(SSLSocketFactory sockets, X509TrustManager manager) {
    private static final long MOST_BYTES = 16L << 20;

    /**
     * Whether there is a file that may hold certificates. To read them takes longer than many requests, and is left until one needs
     * them.
     */
    static void check(Path file) throws IOException {
        try {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new NoSuchFileException("it is no file that can be read");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("larger than " + MOST_BYTES + " bytes");
            }
        } catch (IOException e) {
            throw new IOException(fault(file, e), e);
        }
    }

    private static String fault(Path file, Exception e) {
        return "the certificates in " + file + " cannot be used: " + e.getMessage();
    }

    /** @throws UnreachableException if the file holds none: nobody can be trusted then */
    static Trust of(Path file) throws UnreachableException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IOException("it holds no certificate");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry(Integer.toString(number++), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    SSLContext context = SSLContext.getInstance("TLS");
                    context.init(null, new TrustManager[] {x509}, null);
                    return new Trust(context.getSocketFactory(), x509);
                }
            }
            throw new IOException("this Java cannot use it");
        } catch (IOException | GeneralSecurityException e) {
            throw new UnreachableException(fault(file, e), e);
        }
    }
}
