package dev.assay.detectors.archive.zip;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import java.io.IOException;

/**
 * What the members of a torch archive that no loader interprets say of it, for {@code assay inspect}: how many storages there
 * are, which byte order, which version of the archive. Shapes are in the pickle and not here.
 */
final class TorchInventory {
    /** Both are a word and a line end at most. */
    private static final int MOST_BYTES = 32;

    private final Inventory inventory;
    private final Sink out;
    private long storages;
    private long storageBytes;

    TorchInventory(Sink out) {
        this.out = out;
        this.inventory = new Inventory(out);
    }

    /** Whether the content of a member is wanted. */
    boolean wants(ZipMember member) {
        return inventory.isWanted()
                && member.method() == Members.STORED
                && member.csize() <= MOST_BYTES
                && (member.name().endsWith("/byteorder") || member.name().endsWith("/version"));
    }

    /** Takes note of a member by its size. */
    void see(ZipMember member) {
        if (inventory.isWanted() && member.name().contains("/data/")) {
            storages++;
            storageBytes += member.usize();
        }
    }

    /** Takes note of what a wanted member holds. */
    void content(ZipMember member, ByteReader reader, long dataOffset) throws IOException {
        reader.seek(dataOffset);
        if (reader.request((int) member.csize()) >= member.csize()) {
            String text = reader.latin1((int) member.csize()).strip();
            String name = member.name().endsWith("/version") ? Property.FORMAT_VERSION : Property.BYTE_ORDER;
            inventory.property(name, text, dataOffset);
        }
    }

    void end() {
        if (storages > 0) {
            out.fact(new Property(Property.FRAMEWORK, "PyTorch", -1));
            out.fact(new Property(Property.METADATA + "storages", Long.toString(storages), -1));
            out.fact(new Property(Property.TENSOR_BYTES, Long.toString(storageBytes), -1));
        }
    }
}
