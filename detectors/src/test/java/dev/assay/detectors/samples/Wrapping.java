package dev.assay.detectors.samples;

import dev.assay.detectors.archive.TarBytes;
import dev.assay.detectors.archive.ZipBytes;
import dev.assay.detectors.model.numpy.NpySamples;
import dev.assay.detectors.model.pickle.PickleBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** What stands around a pickle in the files of real libraries. Each takes the bytes of a pickle and gives those of a file. */
final class Wrapping {
    private static final String TORCH_MAGIC = "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.";
    private static final String TORCH_PROTOCOL = "\u0080\u0002M\u00e9\u0003.";

    private Wrapping() {}

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As {@code torch.save} writes since 1.6. */
    static ZipBytes torch(String root, byte[] pickle) {
        ZipBytes zip = new ZipBytes();
        zip.stored(root + "data.pkl", pickle);
        zip.stored(root + "byteorder", "little");
        zip.stored(root + "data/0", new byte[64]);
        zip.stored(root + "version", "3\n");
        zip.stored(root + ".data/serialization_id", "0000000000000000000000000000000000000000");
        return zip;
    }

    /** As {@code torch.save} wrote until 1.5: magic, protocol, system, the object, keys, storages. */
    static byte[] torchLegacy(byte[] object) {
        return torchLegacy(latin1(TORCH_MAGIC), latin1(TORCH_PROTOCOL), systemInfo(), object, keys());
    }

    static byte[] torchLegacy(byte[]... pickles) {
        return join(join(pickles), new byte[] {4, 0, 0, 0, 0, 0, 0, 0}, new byte[16]);
    }

    static byte[] magic() {
        return latin1(TORCH_MAGIC);
    }

    static byte[] protocol() {
        return latin1(TORCH_PROTOCOL);
    }

    static byte[] systemInfo() {
        return Program.pickle(
                2, "{\"protocol_version\": 1001, \"little_endian\": True, \"type_sizes\": {\"short\": 2}}");
    }

    static byte[] keys() {
        return Program.pickle(2, "[\"94\"]");
    }

    /** As {@code torch.save} of 0.1.1 and before wrote: a tar of four files. */
    static byte[] torchTar(byte[] storages, byte[] tensors, byte[] pickle) {
        return tar("sys_info", systemInfo(), "pickle", pickle, "tensors", tensors, "storages", storages);
    }

    /** Names and contents in turn. */
    static byte[] tar(Object... members) {
        TarBytes tar = new TarBytes();
        for (int i = 0; i < members.length; i += 2) {
            tar.file((String) members[i], new String((byte[]) members[i + 1], StandardCharsets.ISO_8859_1));
        }
        return tar.end().build();
    }

    static byte[] zip(String name, byte[] content) {
        ZipBytes zip = new ZipBytes();
        zip.deflated(name, content);
        return zip.build();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] zlib(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
            zlib.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** An array of one object. */
    static byte[] npy(byte[] pickle) {
        return NpySamples.npy(NpySamples.header("'|O'", "(1,)"), pickle);
    }

    /**
     * A list that holds joblib's wrapper of an array, whose bytes follow the BUILD; the list's end comes after them.
     *
     * @param dtype such as {@code i1}, or {@code O8} for a pickle
     */
    static byte[] joblib(String dtype, int items, byte[] array) {
        PickleBytes out = PickleBytes.proto(4).emptyList();
        Program.emit(
                out,
                4,
                "joblib.numpy_pickle:NumpyArrayWrapper!() ~ {\"subclass\": numpy:ndarray, \"shape\": (" + items
                        + ",), \"order\": \"C\", \"dtype\": numpy:dtype(\"" + dtype
                        + "\", False, True), \"allow_mmap\": False}");
        return out.raw(array).append().stop();
    }
}
