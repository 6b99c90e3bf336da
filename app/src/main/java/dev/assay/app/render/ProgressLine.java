package dev.assay.app.render;

import dev.assay.engine.report.CheckedPackage;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Explained;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Inspected;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.scan.Progress;
import java.io.PrintStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Shows how far a scan is, on one line that is rewritten in place. Says nothing about scans shorter than
 * {@link #SILENT_NANOS}. The caller makes one only where it can be seen: on a terminal that is not dumb, or when asked.
 *
 * <p>A daemon thread of its own draws until {@link #close}. Whatever else is written to the same terminal goes through
 * {@link #over} or follows {@link #clear}, so that a line never stands in the middle of other output.
 */
public final class ProgressLine implements AutoCloseable {
    private static final long SILENT_NANOS = 500_000_000L;
    private static final long EVERY_NANOS = 150_000_000L;

    /** Of the average of the rate: long enough to be read, short enough to follow a change from small to large files. */
    private static final double SMOOTHED_OVER_NANOS = 3e9;

    private static final long LONGEST_ETA_SECONDS = 100 * 3600;

    /** Of wholes that must be done before a time is told. */
    private static final double LEAST_SHARE = 0.1;

    private static final String ERASE = "\r\u001b[K";

    /** What went over the network so far, and what of the bytes that are done did not need to. */
    record Traffic(long requests, long receivedBytes, long savedBytes) {
        static Traffic of(Progress progress, long bytesDone) {
            long received = progress.bytesReceived();
            // Of what servers offer, that is still to come which is not done.
            long saved = Math.min(Math.max(bytesDone - received, 0), progress.bytesSaved());
            return new Traffic(progress.requests(), received, saved);
        }
    }

    /** How far a scan is, see {@link Progress}. */
    record Figures(
            long artifactsDone,
            long artifactsFound,
            long bytesDone,
            long bytesFound,
            boolean walked,
            Wholes wholes,
            Traffic traffic) {
        /** Of how many wholes, such as branches of repositories, a target is made; 0 of 0 where nobody knows. */
        record Wholes(long done, long expected) {
            static final Wholes NONE = new Wholes(0, 0);
        }

        Figures(
                long artifactsDone,
                long artifactsFound,
                long bytesDone,
                long bytesFound,
                boolean walked,
                Traffic traffic) {
            this(artifactsDone, artifactsFound, bytesDone, bytesFound, walked, Wholes.NONE, traffic);
        }

        static Figures of(Progress progress) {
            // Done before found: what is done must never be more than what was found.
            long done = progress.artifactsDone();
            long bytesDone = progress.bytesDone();
            boolean walked = progress.isWalked();
            return new Figures(
                    done,
                    progress.artifactsFound(),
                    bytesDone,
                    progress.bytesFound(),
                    walked,
                    new Wholes(progress.wholesDone(), progress.wholesExpected()),
                    Traffic.of(progress, bytesDone));
        }

        /** Whether it is known how much work there is. */
        boolean ends() {
            return walked || wholes.expected() > 0;
        }

        /** Of the work that is known: wholes where a source said how many there are, bytes where there are some, else files. */
        double share() {
            if (wholes.expected() > 0) {
                return Math.min((double) wholes.done() / wholes.expected(), 1);
            }
            double share = bytesFound > 0
                    ? (double) bytesDone / bytesFound
                    : (double) artifactsDone / Math.max(artifactsFound, 1);
            return Math.min(share, 1);
        }
    }

    private final PrintStream err;
    private final Supplier<Figures> figures;
    private final int width;
    private final String one;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private final long startedNanos;
    private boolean closed;
    private boolean shown;
    private long lastNanos;
    private double lastShare;
    private long lastBytes;
    private double sharePerNano;
    private double bytesPerNano;

    ProgressLine(PrintStream err, Supplier<Figures> figures, int width, long startedNanos) {
        this(err, figures, width, "file", startedNanos);
    }

    private ProgressLine(PrintStream err, Supplier<Figures> figures, int width, String one, long startedNanos) {
        this.err = err;
        this.one = one;
        this.figures = figures;
        this.width = width;
        this.startedNanos = startedNanos;
        this.lastNanos = startedNanos;
    }

    /** Begins to show the progress of a scan on {@code err}. */
    public static ProgressLine start(Progress progress, PrintStream err, int width) {
        return start(progress, err, width, "file");
    }

    /** @param one what is counted, in the singular */
    public static ProgressLine start(Progress progress, PrintStream err, int width, String one) {
        ProgressLine line = new ProgressLine(err, () -> Figures.of(progress), width, one, System.nanoTime());
        Thread.ofPlatform().daemon().name("assay-progress").start(line::run);
        return line;
    }

    private void run() {
        lock.lock();
        try {
            while (!closed) {
                if (closing.awaitNanos(EVERY_NANOS) <= 0) {
                    draw(System.nanoTime());
                }
            }
        } catch (InterruptedException e) {
            return; // nobody interrupts this thread; without it the line merely stands still
        } finally {
            lock.unlock();
        }
    }

    /** Writes a frame if it is time for one. */
    void draw(long nowNanos) {
        lock.lock();
        try {
            String frame = frame(figures.get(), nowNanos);
            if (!closed && !frame.isEmpty()) {
                err.print(ERASE + frame);
                err.flush();
                shown = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The line at a moment; empty while it is too early to say anything. */
    String frame(Figures now, long nowNanos) {
        double share = now.share();
        smooth(now, share, nowNanos);
        boolean waits = now.artifactsFound() == 0;
        if (nowNanos - startedNanos < SILENT_NANOS || waits && now.traffic().requests() == 0) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        if (waits) {
            out.append("listing");
            network(now.traffic(), out);
            return cut(out);
        }
        if (now.ends()) {
            out.append((long) Math.floor(share * 100)).append(" %  ");
        }
        out.append(Amounts.count(now.artifactsDone())).append(" of ").append(Amounts.count(now.artifactsFound()));
        out.append(now.walked() ? " " : "+ ").append(one).append(now.artifactsFound() == 1 && now.walked() ? "" : "s");
        if (now.bytesFound() > 0) {
            out.append("  ").append(Amounts.bytes(now.bytesDone()));
        }
        if (bytesPerNano > 0) {
            out.append("  ")
                    .append(Amounts.bytes(Math.round(bytesPerNano * 1e9)))
                    .append("/s");
        }
        double rate = rate(now, share, nowNanos);
        if (now.ends() && share < 1 && rate > 0) {
            out.append("  ").append(eta((1 - share) / rate));
        }
        network(now.traffic(), out);
        return cut(out);
    }

    /**
     * By which the rest is reckoned; 0 for none. While the walk goes on, wholes of any size end at any time, and only the average of many of
     * them stands still.
     */
    private double rate(Figures now, double share, long nowNanos) {
        if (now.walked()) {
            return sharePerNano;
        }
        return share < LEAST_SHARE ? 0 : share / (nowNanos - startedNanos);
    }

    /** One column is left free: a full line would wrap, and only its last part be erased. */
    private String cut(StringBuilder out) {
        return out.length() < width ? out.toString() : out.substring(0, width - 1);
    }

    private static void network(Traffic traffic, StringBuilder out) {
        if (traffic.requests() > 0) {
            out.append("  ").append(Amounts.bytes(traffic.receivedBytes())).append(" received");
        }
        if (traffic.savedBytes() > 0 && traffic.requests() > 0) {
            out.append("  ").append(Amounts.bytes(traffic.savedBytes())).append(" saved");
        }
    }

    /** An exponential moving average whose weight depends on the time that passed, so that late frames do no harm. */
    private void smooth(Figures now, double share, long nowNanos) {
        long passed = nowNanos - lastNanos;
        if (passed <= 0) {
            return;
        }
        // While the walk goes on the whole grows too, and with it the share may fall: no basis for a rate.
        double shareRate = Math.max(share - lastShare, 0) / passed;
        double byteRate = (double) Math.max(now.bytesDone() - lastBytes, 0) / passed;
        // At first the plain average since the start: an average from zero would begin far too low.
        double weight = Math.max(
                1 - Math.exp(-passed / SMOOTHED_OVER_NANOS), (double) passed / Math.max(nowNanos - startedNanos, 1));
        sharePerNano += weight * (shareRate - sharePerNano);
        bytesPerNano += weight * (byteRate - bytesPerNano);
        lastNanos = nowNanos;
        lastShare = share;
        lastBytes = now.bytesDone();
    }

    private static String eta(double nanos) {
        long seconds = Math.round(nanos / 1e9);
        if (seconds > LONGEST_ETA_SECONDS) {
            return "";
        }
        long minutes = seconds / 60;
        String clock = minutes < 60
                ? minutes + ":" + twoDigits(seconds % 60)
                : minutes / 60 + ":" + twoDigits(minutes % 60) + ":" + twoDigits(seconds % 60);
        return clock + " left";
    }

    private static String twoDigits(long n) {
        return n < 10 ? "0" + n : Long.toString(n);
    }

    /** Removes the line, until the next frame. */
    public void clear() {
        lock.lock();
        try {
            if (shown) {
                err.print(ERASE);
                err.flush();
                shown = false;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The sink, with the line out of the way whenever something is written. */
    public ReportSink over(ReportSink sink) {
        return new ReportSink() {
            @Override
            public void finding(Finding finding) {
                aside(() -> sink.finding(finding));
            }

            @Override
            public void gap(Gap gap) {
                aside(() -> sink.gap(gap));
            }

            @Override
            public void program(Explained program) {
                aside(() -> sink.program(program));
            }

            @Override
            public void inspected(Inspected model) {
                aside(() -> sink.inspected(model));
            }

            @Override
            public void asset(CryptoAsset asset) {
                aside(() -> sink.asset(asset));
            }

            @Override
            public void checked(CheckedPackage checked) {
                aside(() -> sink.checked(checked));
            }

            @Override
            public void dependency(FoundDependency dependency) {
                aside(() -> sink.dependency(dependency));
            }

            @Override
            public boolean wantsDependencies() {
                return sink.wantsDependencies();
            }

            @Override
            public void suppressed(Suppressed suppressed) {
                aside(() -> sink.suppressed(suppressed));
            }

            @Override
            public void end(Summary summary) {
                close();
                sink.end(summary);
            }
        };
    }

    private void aside(Runnable output) {
        lock.lock();
        try {
            clear();
            output.run();
        } finally {
            lock.unlock();
        }
    }

    /** Removes the line for good and ends its thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            clear();
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
