package dev.assay.connectors.remote;

import dev.assay.engine.scan.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import okhttp3.Response;

/** A body whose bytes are counted and whose silence is watched. */
final class WatchedBody extends FilterInputStream {
    private final Watch.Flight flight;
    private final Progress progress;

    WatchedBody(Response response, Watch.Flight flight, Progress progress) {
        super(response.body().byteStream());
        this.flight = flight;
        this.progress = progress;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        flight.waits();
        try {
            int n = super.read(into, from, length);
            progress.received(Math.max(n, 0));
            return n;
        } catch (IOException e) {
            throw reason(e, flight);
        } finally {
            flight.goesOn();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** What broke the call: if it was the watch, the silence before that. */
    static IOException reason(IOException e, Watch.Flight flight) {
        if (!flight.isSilent()) {
            return e;
        }
        SocketTimeoutException silence = new SocketTimeoutException("silence");
        silence.initCause(e);
        return silence;
    }
}
