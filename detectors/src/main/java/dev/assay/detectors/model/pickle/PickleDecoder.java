package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.CommandText;
import dev.assay.engine.text.Literals;
import dev.assay.engine.text.Literals.Literal;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decodes a stream of pickles, one after the other, into the callables that unpickling would import and call. Facts are
 * given however the stream ends, since Python runs the valid part of a broken pickle too. Thread-safe.
 */
public final class PickleDecoder implements Decoder {
    /** The format's id. */
    public static final String FORMAT = "pickle";

    /** Added for files that {@code torch.save} wrote before it wrote zips. */
    public static final String TORCH_LEGACY = "torch-legacy";

    /** Magic number, protocol, platform, the object, the keys of the storages that follow as raw bytes. */
    private static final int TORCH_LEGACY_PICKLES = 5;

    private static final Format PICKLE = new Format(FORMAT, new PickleMagic());

    private final Literals marks;

    /** Looks in the texts that a pickle holds for code, templates and commands. */
    public PickleDecoder() {
        this(List.of());
    }

    /** @param others what readers of texts stop at besides: texts with any of these go on, too */
    public PickleDecoder(List<Literal> others) {
        marks = new Literals(Stream.of(EmbeddedTexts.marks(), CommandText.marks(), others)
                .flatMap(List::stream)
                .toList());
    }

    @Override
    public Format format() {
        return PICKLE;
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        if (out.programLines() == 0) {
            try (Session session = new Session(in, budget, out, marks)) {
                read(session, out);
            }
        } else if (in.seekable()) {
            readAndExplain(in, out, budget);
        } else {
            try (KeptStream kept = KeptStream.of(in, budget)) {
                try {
                    readAndExplain(kept, out, budget);
                } catch (MalformedException e) {
                    kept.failure();
                    throw e;
                }
                kept.failure();
            }
        }
    }

    private void readAndExplain(ByteSource in, Sink out, Budget budget) throws IOException {
        try (Session session = new Session(in, budget, out, marks)) {
            try {
                read(session, out);
            } finally {
                if (in.seekable()) {
                    Explainer.explain(in, session.layout, out, budget);
                } else {
                    out.fact(Explainer.tooLong());
                }
            }
        }
    }

    private static void read(Session session, Sink out) throws IOException {
        try {
            decode(session, out);
        } catch (MachineMemory.FullException e) {
            long size = session.source.sizeBytes();
            long at = session.in.position();
            session.layout.stopped(at, e.reason());
            out.gap(GapKind.LIMIT, at, e.reason(), size < 0 ? -1 : size - at);
        } catch (MalformedException e) {
            session.layout.stopped(e.offsetBytes(), e.reason());
            session.nested.behind(session.pickleAt + 2);
            throw e;
        } finally {
            out.opaque(session.opaqueBytes);
            try {
                session.emit(out);
            } finally {
                session.nested.emit();
                session.heldTexts.emit(out, session.budget);
            }
        }
    }

    private static void decode(Session session, Sink out) throws IOException {
        int[] pickles = {0};
        try {
            each(session, out, pickles, false);
        } catch (MissingMemoException e) {
            if (pickles[0] == 0 || !session.source.seekable()) {
                throw e;
            }
            // one Unpickler that loads several pickles keeps its memo: the stream is read again that way
            session.in.seek(0);
            session.layout.restart(true);
            each(session, out, pickles, true);
        }
        behindFrames(session, out);
    }

    /** {@code pickle.py} takes a whole frame out of the file, even if STOP lies in its midst: the next pickle is behind. */
    private static void behindFrames(Session session, Sink out) throws IOException {
        long done = session.in.position(); // a stream has been read to its end
        while (!session.frameEnds().isEmpty()) {
            long at = session.frameEnds().removeFirst();
            if (!session.source.seekable()) {
                if (at < done) {
                    out.gap(GapKind.LIMIT, at, "a pickle may lie behind a frame, and the stream does not go back", -1);
                }
                continue;
            }
            session.in.seek(at);
            if (vouched(session) > 0) {
                each(session, out, new int[1], false);
            }
        }
    }

    /** @param pickles counts those that were read to their STOP */
    private static void each(Session session, Sink out, int[] pickles, boolean oneMemo) throws IOException {
        Memo memo = new Memo(session.memory, session.texts.areInSource(), session.in.position());
        PickleMachine machine = new PickleMachine(session, memo);
        pickles[0] = 0;
        try {
            each(session, memo, machine, out, pickles, oneMemo);
        } finally {
            memo.release();
            machine.release();
        }
    }

    private static void each(
            Session session, Memo memo, PickleMachine machine, Sink out, int[] pickles, boolean oneMemo)
            throws IOException {
        ByteReader in = session.in;
        int ahead = 0; // how many of the next are known to be pickles
        while (true) {
            session.pickleAt = in.position();
            session.layout.pickleAt(in.position());
            machine.run();
            pickles[0]++;
            if (pickles[0] == TORCH_LEGACY_PICKLES && session.sawTorchMagic) {
                out.format(TORCH_LEGACY);
                storages(session, out);
                return;
            }
            if (in.atEnd()) {
                return;
            }
            ahead = ahead > 0 ? ahead : vouched(session);
            boolean another = ahead > 0 || session.sawTorchMagic && pickles[0] < TORCH_LEGACY_PICKLES;
            if (!another && TorchTar.skip(session)) {
                ahead = vouched(session);
                another = ahead > 0;
            }
            if (!another) {
                session.nested.behind(in.position());
                storages(session, out);
                return;
            }
            ahead = Math.max(ahead - 1, 0);
            if (oneMemo) {
                memo.interrupted();
            } else {
                memo.clear(in.position());
            }
            machine.next();
        }
    }

    /** How many pickles are sure to follow. */
    private static int vouched(Session session) throws IOException {
        ByteReader in = session.in;
        int n = PickleMagic.UNDECIDED;
        if (in.available() > 0) { // of many small pickles, filling the block for each would take most of the time
            n = PickleMagic.continues(in.array(), in.index(), in.index() + in.available(), end(session, in), true);
        }
        if (n == PickleMagic.UNDECIDED) {
            int length = in.request(Buffers.SIZE_BYTES);
            n = PickleMagic.continues(in.array(), in.index(), in.index() + length, end(session, in), false);
        }
        return n;
    }

    /** Where the source ends, counted as the reader's bytes are. */
    private static long end(Session session, ByteReader in) {
        long size = session.source.sizeBytes();
        return in.index() + (size < 0 ? Buffers.SIZE_BYTES + PickleMagic.MOST_UNSEEN_BYTES : size - in.position());
    }

    /** What follows the last pickle is read by no unpickler. */
    private static void storages(Session session, Sink out) throws IOException {
        ByteReader in = session.in;
        long size = session.source.sizeBytes();
        if (size >= 0) {
            out.opaque(Math.max(size - in.position(), 0));
            return;
        }
        for (int n; (n = in.request(1)) > 0; ) {
            out.opaque(n);
            in.advance(n);
        }
    }
}
