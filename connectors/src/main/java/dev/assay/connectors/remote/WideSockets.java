package dev.assay.connectors.remote;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that are read 64 KB at a time. Okio asks for 8 KB, and the system calls for that are a fifth of the processor time
 * of a large body on a fast line.
 */
final class WideSockets extends SocketFactory {
    private static final int READ_BYTES = 64 * 1024;

    private static final class WideSocket extends Socket {
        private @Nullable InputStream wide;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            InputStream in = wide;
            if (in == null) {
                in = new BufferedInputStream(super.getInputStream(), READ_BYTES);
                wide = in;
            }
            return in;
        }
    }

    /** An unconnected one: the only kind that OkHttp asks for. */
    @Override
    public Socket createSocket() {
        return new WideSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw refused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw refused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw refused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw refused();
    }

    /** Refused for good: who connects by name or number here would pass by {@link GuardedDns} and the client's time limits. */
    private static UnsupportedOperationException refused() {
        return new UnsupportedOperationException(
                "the client connects sockets itself, to addresses that the guard let pass");
    }
}
