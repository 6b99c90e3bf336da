package dev.assay.connectors.remote;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/** Stands on the way to a server, and harms what the server sends. */
final class FaultProxy implements Closeable {
    /** What happens to the bytes of one connection on their way back. */
    @FunctionalInterface
    interface Fault {
        void pass(InputStream fromServer, OutputStream toClient, Socket client) throws IOException;
    }

    private final ServerSocket socket;
    private final int serverPort;
    private final IntFunction<Fault> faults;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** @param faults by the number of the connection, from 0 on */
    FaultProxy(int serverPort, IntFunction<Fault> faults) throws IOException {
        this.serverPort = serverPort;
        this.faults = faults;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** The connections that were made so far. */
    int connections() {
        return open.size() / 2;
    }

    String url(String path) {
        return "http://127.0.0.1:" + socket.getLocalPort() + path;
    }

    private void accept() {
        try {
            for (int number = 0; ; number++) {
                Socket client = socket.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                open.add(client);
                open.add(server);
                Fault fault = faults.apply(number);
                Thread.ofVirtual().start(() -> run(client, server, (in, out, _) -> in.transferTo(out), server));
                Thread.ofVirtual().start(() -> run(server, client, fault, client));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private static void run(Socket from, Socket to, Fault fault, Socket client) {
        try (from;
                to) {
            fault.pass(from.getInputStream(), to.getOutputStream(), client);
        } catch (IOException e) {
            return; // one of the two went away
        }
    }

    static Fault none() {
        return (in, out, _) -> in.transferTo(out);
    }

    /** The end of the connection after so many bytes. */
    static Fault cutAfter(int bytes) {
        return (in, out, _) -> pass(in, out, bytes);
    }

    /** The same in the rude way: what the client has not read yet is lost too. */
    static Fault resetAfter(int bytes) {
        return (in, out, client) -> {
            pass(in, out, bytes);
            client.setSoLinger(true, 0);
        };
    }

    private static void pass(InputStream in, OutputStream out, int most) throws IOException {
        byte[] some = new byte[1 << 14];
        for (int left = most; left > 0; ) {
            int n = in.read(some, 0, Math.min(some.length, left));
            if (n < 0) {
                return;
            }
            out.write(some, 0, n);
            left -= n;
        }
    }

    static Fault delay(long millis) {
        return (in, out, _) -> {
            int first = in.read();
            sleep(millis);
            out.write(first);
            in.transferTo(out);
        };
    }

    /** So many bytes, and a pause. */
    static Fault trickle(int bytes, long millis) {
        return (in, out, _) -> {
            byte[] some = new byte[bytes];
            for (int n; (n = in.read(some)) >= 0; ) {
                out.write(some, 0, n);
                out.flush();
                sleep(millis);
            }
        };
    }

    /** Another text in the place of one in the first bytes, which are those of the head. */
    static Fault replace(String text, String by) {
        return (in, out, _) -> {
            byte[] some = new byte[1 << 16];
            int n = in.read(some);
            String head = new String(some, 0, Math.max(n, 0), StandardCharsets.ISO_8859_1);
            out.write(head.replace(text, by).getBytes(StandardCharsets.ISO_8859_1));
            in.transferTo(out);
        };
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
