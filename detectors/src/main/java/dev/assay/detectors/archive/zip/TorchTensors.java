package dev.assay.detectors.archive.zip;

import dev.assay.detectors.archive.zip.TorchPickle.Storage;
import dev.assay.detectors.archive.zip.TorchPickle.Tensor;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.tensor.TensorScan;
import dev.assay.engine.text.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors of a torch archive: where their numbers lie in its members and what kind they are, which its pickle says; and
 * members that the pickle does not name. Only with {@code --deep}.
 */
final class TorchTensors {
    private static final String PICKLE = ".pkl";
    private static final String DATA = "data";

    /** More than the storages of any model. */
    private static final int MOST_MEMBERS = 100_000;

    private record Extent(long at, long size) {}

    private final ByteSource in;
    private final Sink out;
    private final Budget budget;
    private final Map<String, Extent> members = new HashMap<>();

    TorchTensors(ByteSource in, Sink out, Budget budget) {
        this.in = in;
        this.out = out;
        this.budget = budget;
    }

    /** Takes note of a member that is stored as it is. */
    void see(ZipMember member, long dataOffset) {
        boolean concerned =
                member.name().endsWith(DATA + PICKLE) || member.name().contains(DATA + "/");
        if (out.deep() && concerned && member.method() == Members.STORED && members.size() < MOST_MEMBERS) {
            members.put(member.name(), new Extent(dataOffset, member.csize()));
        }
    }

    /** Looks into them, once all members were seen. */
    void end() throws IOException {
        List<String> pickles = members.keySet().stream()
                .filter(name -> name.equals(DATA + PICKLE) || name.endsWith("/" + DATA + PICKLE))
                .sorted()
                .toList();
        for (String pickle : pickles) {
            look(pickle, pickle.substring(0, pickle.length() - PICKLE.length()) + "/");
        }
    }

    private void look(String name, String folder) throws IOException {
        Extent extent = members.get(name);
        if (extent == null || extent.size() > in.sizeBytes() - extent.at()) {
            return;
        }
        try (ByteReader reader = new ByteReader(new SliceSource(in, extent.at(), extent.size()), budget);
                TorchPickle pickle = new TorchPickle(reader, budget)) {
            if (reads(pickle)) {
                TensorScan.of(tensors(pickle, folder), false, in, out, budget);
                if (pickle.isWhole() && !pickle.storages().isEmpty()) {
                    unnamed(pickle.storages(), folder);
                }
            }
            if (pickle.isFull()) {
                out.gap(GapKind.LIMIT, extent.at(), "its pickle tells of more tensors than are looked into", -1);
            }
        }
    }

    private static boolean reads(TorchPickle pickle) throws IOException {
        try {
            pickle.read();
            return true;
        } catch (MalformedException e) {
            return false; // the pickle's own decoder says so
        }
    }

    private List<TensorInfo> tensors(TorchPickle pickle, String folder) {
        List<TensorInfo> tensors = new ArrayList<>();
        for (Tensor tensor : pickle.tensors()) {
            Extent storage = members.get(folder + tensor.storage().key());
            int bytes = bytes(tensor.storage().type());
            long elements = elements(tensor.shape());
            if (storage == null
                    || bytes == 0
                    || elements < 0
                    || tensor.offset() < 0
                    || tensor.offset() > storage.size() / bytes
                    || elements > storage.size() / bytes - tensor.offset()) {
                continue;
            }
            tensors.add(new TensorInfo(
                    tensor.name(),
                    tensor.storage().type(),
                    isContiguous(tensor) ? tensor.shape() : List.of(elements),
                    storage.at() + tensor.offset() * bytes,
                    elements * bytes));
        }
        return tensors;
    }

    private static int bytes(String storage) {
        return switch (storage) {
            case "DoubleStorage" -> 8;
            case "FloatStorage" -> 4;
            case "HalfStorage", "BFloat16Storage" -> 2;
            case "CharStorage", "ByteStorage" -> 1;
            default -> 0;
        };
    }

    private static long elements(List<Long> shape) {
        long product = 1;
        for (long dimension : shape) {
            if (dimension < 0 || Math.multiplyHigh(product, dimension) != 0 || product * dimension < 0) {
                return -1;
            }
            product *= dimension;
        }
        return product;
    }

    private static boolean isContiguous(Tensor tensor) {
        long expected = 1;
        for (int i = tensor.shape().size() - 1; i >= 0; i--) {
            if (i >= tensor.strides().size()
                    || tensor.strides().get(i) != expected && tensor.shape().get(i) != 1) {
                return false;
            }
            expected *= tensor.shape().get(i);
        }
        return true;
    }

    private void unnamed(Map<String, Storage> named, String folder) {
        Anomalies anomalies = new Anomalies("model/");
        members.keySet().stream()
                .filter(name -> name.startsWith(folder) && isNumber(name.substring(folder.length())))
                .filter(name -> !named.containsKey(name.substring(folder.length())))
                .sorted()
                .forEach(name -> {
                    Extent extent = members.getOrDefault(name, new Extent(-1, 0));
                    anomalies.add(
                            "torch-unnamed-storage",
                            extent.at(),
                            () -> "the member " + Quoted.of(name) + " of " + extent.size() + " bytes");
                });
        anomalies.report(out);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
