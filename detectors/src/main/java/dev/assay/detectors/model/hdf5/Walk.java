package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.Property;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.tensor.TensorScan;
import dev.assay.engine.text.Quoted;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Visits each object that the root leads to, once: a graph, since hard links may lead back. What is wrong with one object
 * is a gap there, and the others are visited all the same.
 */
final class Walk implements Links.Visitor, Storage.Visitor {
    private record Place(String path, long at) {}

    private static final int MOST_GAPS = 100;

    /** Longer paths are shortened from the front: names of objects are there to find the place again. */
    private static final int MOST_PATH = 512;

    /** As long as a version or the name of a backend. */
    private static final int MOST_WORD = 100;

    /** Shorter texts hold no program. */
    private static final int LEAST_TEXT_BYTES = 8;

    /** What makes text of these attributes a configuration of Keras, whatever its first bytes are. */
    private static final Set<String> KERAS_ATTRIBUTES = Set.of("model_config", "training_config");

    private static final String KERAS_ENDING = ".keras.json";

    /** The one registered filter that h5py brings along, as part of itself. */
    private static final int LZF = 32_000;

    private final ByteSource source;
    private final Pages in;
    private final Superblock file;
    private final Sink out;
    private final Budget budget;
    private final ArrayDeque<Place> queue = new ArrayDeque<>();
    private final Set<Long> seen = new HashSet<>();
    private final Map<String, Anomaly> anomalies = new TreeMap<>();
    private final Inventory inventory;
    private boolean keras;
    private String group = "";
    private int gaps;

    Walk(ByteSource source, Pages in, Superblock file, Sink out, Budget budget) {
        this.source = source;
        this.in = in;
        this.file = file;
        this.out = out;
        this.budget = budget;
        this.inventory = new Inventory(out);
    }

    void run() throws IOException {
        try {
            begin();
            add("", file.root());
            while (!queue.isEmpty()) {
                budget.spendEntry();
                visit(queue.poll());
            }
            TensorScan.of(inventory, source, out, budget);
        } finally {
            inventory.property(Property.FRAMEWORK, keras ? "Keras" : "HDF5", -1);
            inventory.end();
            anomalies.values().forEach(out::fact);
        }
    }

    private void begin() {
        if (file.at() > 0) {
            anomaly("model/hdf5-user-block", 0, file.at() + " bytes come before it");
            out.child("user-block", new SliceSource(source, 0, file.at()));
        }
        if (file.drivers()) {
            gap(GapKind.UNSUPPORTED, file.at(), "keeps its content in several files, which are not put together");
        }
        if (file.end() > in.sizeBytes()) {
            gap(GapKind.MALFORMED, in.sizeBytes(), "ends early: it says that it has " + file.end() + " bytes");
        } else if (file.end() > file.at() && file.end() < in.sizeBytes()) {
            long behind = in.sizeBytes() - file.end();
            anomaly("model/hdf5-trailing-data", file.end(), behind + " bytes follow its end");
            out.child("trailing-data", new SliceSource(source, file.end(), behind));
        }
    }

    private void add(String path, long address) throws IOException {
        if (seen.add(address)) {
            budget.checkEntries(seen.size());
            queue.add(new Place(path, file.base() + address));
        }
    }

    private void visit(Place place) throws IOException {
        try {
            List<Message> messages = ObjectHeader.read(in, file, place.at());
            group = place.path();
            for (Message message : messages) {
                switch (message.type()) {
                    case Message.SYMBOL_TABLE -> Groups.visit(in, file, budget, message.at(), this::hard);
                    case Message.LINK -> Links.message(in, file, message.at(), message.end(), this);
                    case Message.LINK_INFO -> Links.dense(in, file, budget, message.at(), this);
                    default -> {}
                }
            }
            for (Attributes.Text text : Attributes.of(in, file, budget, messages)) {
                attribute(place.path(), text);
            }
            dataset(place.path(), messages);
        } catch (MalformedException e) {
            gap(GapKind.MALFORMED, e.offsetBytes(), e.reason());
        } catch (UnsupportedException e) {
            gap(GapKind.UNSUPPORTED, e.offsetBytes(), e.reason());
        }
    }

    private void attribute(String path, Attributes.Text text) throws IOException {
        if (inventory.isWanted() && path.isEmpty()) {
            described(text);
        }
        if (text.size() < LEAST_TEXT_BYTES) {
            return;
        }
        boolean keras = KERAS_ATTRIBUTES.contains(text.name());
        int first = in.u8(text.at());
        String ending = keras ? KERAS_ENDING : first == '{' || first == '[' ? ".json" : "";
        String name = (path.isEmpty() ? "" : path + "@") + text.name() + ending;
        budget.spendFacts(1);
        out.child(name, new SliceSource(source, text.at(), text.size()));
    }

    /** What Keras says at the root, each a short word. */
    private void described(Attributes.Text text) throws IOException {
        boolean version = text.name().equals("keras_version");
        if (text.size() <= MOST_WORD && (version || text.name().equals("backend"))) {
            StringBuilder word = new StringBuilder();
            for (int i = 0; i < text.size() && in.u8(text.at() + i) != 0; i++) {
                word.append((char) in.u8(text.at() + i));
            }
            keras = true;
            String name = version ? Property.FRAMEWORK_VERSION : Property.METADATA + text.name();
            inventory.property(name, word.toString(), text.at());
        }
    }

    /** What has a place for values, a type and a shape, is a tensor by any name. */
    private void tensor(String path, List<Message> messages, Storage.@Nullable Extent values) throws IOException {
        Datatype type = null;
        List<Long> shape = null;
        for (Message message : messages) {
            if (message.type() == Message.DATATYPE && !message.shared()) {
                type = Datatype.read(in, message.at());
            } else if (message.type() == Message.DATASPACE && !message.shared()) {
                shape = Dataspace.shape(in, file, message.at());
            }
        }
        boolean stored = messages.stream().anyMatch(message -> message.type() == Message.LAYOUT);
        if (stored && type != null && shape != null) {
            long at = values == null ? -1 : values.at();
            inventory.tensor(path, type.shown(), shape, at, values == null ? -1 : values.size());
        }
    }

    /** Values of numbers are opaque; bytes and texts may be anything, and are looked at like a member of an archive. */
    private void dataset(String path, List<Message> messages) throws IOException {
        Storage storage = new Storage(in, file, budget, this);
        Storage.Extent values = storage.visit(messages);
        if (inventory.isWanted()) {
            try {
                tensor(path, messages, values);
            } catch (MalformedException _) {
                // it is not listed; whether it is a gap is for those to say who need to read it
            }
        }
        Datatype type = null;
        List<Long> shape = List.of();
        for (Message message : messages) {
            if (message.type() == Message.DATATYPE) {
                type = message.shared() ? Datatype.shared(in, file, message.at()) : Datatype.read(in, message.at());
            } else if (message.type() == Message.DATASPACE && !message.shared()) {
                shape = Dataspace.shape(in, file, message.at());
            }
        }
        if (type == null || !type.isBytes() && !type.isVariableBytes()) {
            return;
        }
        if (values != null) {
            hand(path, type, new SliceSource(source, values.at(), values.size()));
            return;
        }
        try (ChunkedSource chunked = storage.chunked(source, shape)) {
            if (chunked != null) {
                hand(path, type, chunked);
            }
        }
    }

    private void hand(String path, Datatype type, ByteSource values) throws IOException {
        if (values.sizeBytes() < LEAST_TEXT_BYTES) {
            return;
        }
        if (type.isBytes()) {
            out.child(path, values);
        } else {
            elements(path, type, values);
        }
    }

    /**
     * What is of any length: texts are put together as lines, of which there may be millions; lists of bytes may each be
     * anything.
     */
    private void elements(String path, Datatype type, ByteSource references) throws IOException {
        HeapTexts texts = new HeapTexts(in, file, references, budget);
        if (type.isVariableText()) {
            out.child(path, texts);
            return;
        }
        long number = 0;
        for (GlobalHeap.Extent bytes = texts.nextExtent(); bytes != null; bytes = texts.nextExtent(), number++) {
            budget.spendEntry();
            if (bytes.size() >= LEAST_TEXT_BYTES) {
                out.child(path + "[" + number + "]", new SliceSource(source, bytes.at(), bytes.size()));
            }
        }
    }

    @Override
    public void hard(String name, long address) throws IOException {
        String path = group.isEmpty() ? name : group + "/" + name;
        add(path.length() > MOST_PATH ? "..." + path.substring(path.length() - MOST_PATH) : path, address);
    }

    @Override
    public void external(String name, String target, long at) {
        leadsOut("the link " + Quoted.of(name) + " leads to the file ", target, at);
    }

    @Override
    public void user(String name, int kind, long at) {
        anomaly("model/hdf5-user-link", at, Quoted.of(name) + " is a link of the kind " + kind);
    }

    @Override
    public void externalFile(String target, long at) {
        leadsOut("values of " + Quoted.of(group) + " are read from the file ", target, at);
    }

    @Override
    public void virtualSource(String target, long at) {
        leadsOut("values of " + Quoted.of(group) + " are read from a dataset of the file ", target, at);
    }

    @Override
    public void filter(int id, String name, long at) {
        if (id != LZF) {
            String called = name.isEmpty() ? "" : ", which it calls " + Quoted.of(name);
            anomaly("model/hdf5-filter-plugin", at, "values are packed by the filter " + id + called);
        }
    }

    private void leadsOut(String what, String target, long at) {
        boolean escapes = FilePath.escapes(target);
        anomaly(escapes ? "model/hdf5-file-outside" : "model/hdf5-file-beside", at, what + Quoted.of(target));
    }

    /** Each rule once, with its first place and how often. */
    private void anomaly(String id, long at, String detail) {
        anomalies.merge(
                id,
                new Anomaly(id, detail, at),
                (first, _) -> new Anomaly(id, first.detail(), first.offsetBytes(), first.count() + 1));
    }

    private void gap(GapKind kind, long at, String reason) {
        if (gaps++ < MOST_GAPS) { // more would say no more: the file is broken
            out.gap(kind, at, reason, -1);
        }
    }
}
