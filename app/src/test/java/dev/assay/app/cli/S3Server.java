package dev.assay.app.cli;

import java.io.ByteArrayInputStream;
import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** A real store on a loopback port of its own, which keeps objects in memory and checks signatures. */
final class S3Server {
    static final String KEY_ID = "AKIDFORTESTS";
    static final String SECRET = "theSecretOfTheTests/+=";

    private final TransientNio2BlobStore store = new TransientNio2BlobStore();
    private final S3Proxy proxy;

    S3Server(boolean open) throws Exception {
        S3Proxy.Builder builder = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .ignoreUnknownHeaders(true); // a session token is one to it
        proxy = (open ? builder : builder.awsAuthentication(AuthenticationType.AWS_V4, KEY_ID, SECRET)).build();
        proxy.start();
        store.createContainer("models");
    }

    S3Server put(String key, byte[] bytes) {
        store.putBlob(
                PutObjectRequest.builder()
                        .bucket("models")
                        .key(key)
                        .contentLength((long) bytes.length)
                        .build(),
                new ByteArrayInputStream(bytes));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + proxy.getPort();
    }

    void stop() throws Exception {
        proxy.stop();
        store.close();
    }
}
