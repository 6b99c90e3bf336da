package dev.assay.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.wire.FlatbufferReader.Table;
import dev.assay.engine.wire.FlatbufferReader.Vector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlatbufferReaderTest {
    private final OpenReaders readers = new OpenReaders();

    @AfterEach
    void close() {
        readers.close();
    }

    private static final int VTABLE_AT = 8;
    private static final int TABLE_AT = 18;
    private static final int VECTOR_AT = 32;

    /** A root at 18 with a byte, an int that is not there and a vector of three bytes; its vtable at 8. */
    private static ByteBuffer sound() {
        return ByteBuffer.allocate(40)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(TABLE_AT)
                .put(new byte[] {'T', 'E', 'S', 'T'})
                .putShort((short) 10) // the vtable's size
                .putShort((short) 12) // the table's
                .putShort((short) 4)
                .putShort((short) 0)
                .putShort((short) 8)
                .putInt(TABLE_AT - VTABLE_AT)
                .putInt(7)
                .putInt(VECTOR_AT - TABLE_AT - 8)
                .putShort((short) 0)
                .putInt(3)
                .put(new byte[] {'a', 'b', 'c'});
    }

    private FlatbufferReader reader(ByteBuffer bytes) {
        byte[] array = bytes.array();
        return new FlatbufferReader(readers.of(array), 0, array.length);
    }

    @Test
    void readsWhatIsThereAndDefaultsWhatIsNot() throws IOException {
        FlatbufferReader in = reader(sound());
        assertThat(in.identified("TEST")).isTrue();
        Table root = in.root();
        assertThat(root.fields()).isEqualTo(3);
        assertThat(in.u8(root, 0, 1)).isEqualTo(7);
        assertThat(in.i32(root, 1, 42)).isEqualTo(42);
        assertThat(in.i64(root, 9)).isZero();
        assertThat(in.text(root, 2, 10)).isEqualTo("abc");
        assertThat(in.text(root, 2, 2)).isEqualTo("ab");
        assertThat(in.vector(root, 1, 4)).isEqualTo(Vector.EMPTY);
        assertThat(in.has(root, 1)).isFalse();
        assertThat(in.table(root, 1).fields()).isZero();
    }

    private void refuses(ByteBuffer bytes, String reason) {
        assertThatThrownBy(() -> {
                    FlatbufferReader in = reader(bytes);
                    Table root = in.root();
                    in.u8(root, 0, 0);
                    in.text(root, 2, 10);
                })
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void whatLeadsOutIsRefused() {
        refuses(sound().putInt(0, 1000), "the root");
        refuses(sound().putInt(0, -1), "the root");
        refuses(sound().putInt(0, 0), "the root");
        refuses(sound().putInt(TABLE_AT, 100), "a vtable");
        refuses(sound().putInt(TABLE_AT, -1_000_000), "a vtable");
        refuses(sound().putShort(VTABLE_AT, (short) 3), "a vtable of 3 bytes");
        refuses(sound().putShort(VTABLE_AT, (short) 200), "a vtable of 200 bytes");
        refuses(sound().putShort(VTABLE_AT + 2, (short) 100), "a table of 100 bytes");
        refuses(sound().putShort(VTABLE_AT + 4, (short) 12), "beyond its table");
        refuses(sound().putInt(TABLE_AT + 8, 1000), "a vector");
        refuses(sound().putInt(VECTOR_AT, 100), "ends behind the buffer");
        refuses(sound().putInt(VECTOR_AT, -1), "ends behind the buffer");
    }
}
