package dev.assay.detectors.model.tensors;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes models from one line: {@code NAME TYPE ROWSxCOLUMNS NUMBERS}, and behind bars what was done to them: {@code hide BITS
 * high|low WHAT}, {@code heavy ROW TIMES}, {@code room HEX}; or {@code torch MEMBERS NAMED}. Bytes only.
 */
final class TensorSamples {
    private TensorSamples() {}

    static byte[] of(String line) {
        String[] parts = line.split(" \\| ");
        String[] head = parts[0].split(" ");
        if (head[0].equals("torch")) {
            return torch(Integer.parseInt(head[1]), Integer.parseInt(head[2]));
        }
        String[] shape = head[2].split("x");
        int rows = Integer.parseInt(shape[0]);
        int columns = Integer.parseInt(shape[1]);
        float[] numbers = numbers(head[3], rows * columns);
        byte[] room = {};
        for (int i = 1; i < parts.length; i++) {
            String[] words = parts[i].split(" ");
            if (words[0].equals("heavy")) {
                int row = Integer.parseInt(words[1]);
                for (int c = 0; c < columns; c++) {
                    numbers[row * columns + c] *= Float.parseFloat(words[2]);
                }
            } else if (words[0].equals("room")) {
                room = java.util.HexFormat.of().parseHex(words[1]);
            }
        }
        byte[] bytes = bytes(head[1], numbers);
        int width = bytes.length / numbers.length;
        for (int i = 1; i < parts.length; i++) {
            String[] words = parts[i].split(" ");
            if (words[0].equals("hide")) {
                hide(bytes, width, Integer.parseInt(words[1]), words[2].equals("high"), content(words[3]));
            }
        }
        return safetensors(head[0], head[1], rows, columns, bytes, room);
    }

    private static float[] numbers(String kind, int n) {
        Random random = new Random(n);
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            float gauss = (float) random.nextGaussian() * 0.03f;
            numbers[i] = switch (kind) {
                case "trained" -> gauss;
                case "rounded" -> Float.intBitsToFloat(Float.floatToRawIntBits(gauss) & 0xffff_0000);
                case "levels" -> Math.round(gauss * 1000) * 0.001037f;
                case "counted" -> i * 0.01f;
                case "ones" -> 1;
                case "zeros" -> 0;
                case "sparse" -> i % 10 == 0 ? gauss : 0;
                case "uniform" -> random.nextFloat() - 0.5f;
                default -> throw new IllegalArgumentException(kind);
            };
        }
        return numbers;
    }

    private static byte[] bytes(String type, float[] numbers) {
        int width = switch (type) {
            case "F64" -> 8;
            case "F32" -> 4;
            case "F16", "BF16" -> 2;
            default -> 1;
        };
        ByteBuffer out = ByteBuffer.allocate(numbers.length * width).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(7);
        for (float number : numbers) {
            switch (type) {
                case "F64" -> out.putDouble(number * (1 + random.nextDouble() * 1e-9));
                case "F32" -> out.putFloat(number);
                case "F16" -> out.putShort(Float.floatToFloat16(number));
                case "BF16" -> out.putShort((short) (Float.floatToRawIntBits(number) >>> 16));
                default -> out.put((byte) Math.round(number * 1000));
            }
        }
        return out.array();
    }

    static byte[] content(String what) {
        byte[] elf = new byte[3000];
        new Random(3).nextBytes(elf);
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}, 0, elf, 0, 8);
        byte[] noise = new byte[200_000];
        new Random(5).nextBytes(noise);
        return switch (what) {
            case "elf" -> elf;
            case "sized-elf" ->
                join(new byte[] {(byte) 0xb8, 0x0b, 0, 0}, "0f1e2d3c4b5a69788796a5b4c3d2e1f0".repeat(2), elf);
            case "sized-noise" ->
                join(new byte[] {0x40, 0x0d, 3, 0}, "0f1e2d3c4b5a69788796a5b4c3d2e1f0".repeat(2), noise);
            case "script" -> "#!/bin/sh\nrm -rf \"$HOME\"\n".getBytes(StandardCharsets.US_ASCII);
            case "pickle" ->
                "\u0080\u0002cposix\nsystem\nq\0X\2\0\0\0idq\1\u0085q\2Rq\3.".getBytes(StandardCharsets.ISO_8859_1);
            case "noise" -> noise;
            case "words" ->
                "The quick brown fox jumps over the lazy dog. ".repeat(900).getBytes(StandardCharsets.US_ASCII);
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static byte[] join(byte[] first, String text, byte[] last) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(last);
        return out.toByteArray();
    }

    /** Bit by bit, as slowly as it is plain. */
    static void hide(byte[] numbers, int width, int bits, boolean high, byte[] content) {
        int count = numbers.length / width;
        for (int bit = 0; bit < content.length * 8 && bit / bits < count; bit++) {
            int inByte = high ? 7 - bit % 8 : bit % 8;
            int value = content[bit / 8] >> inByte & 1;
            int inNumber = high ? bits - 1 - bit % bits : bit % bits;
            int at = bit / bits * width + inNumber / 8;
            numbers[at] = (byte) (numbers[at] & ~(1 << inNumber % 8) | value << inNumber % 8);
        }
    }

    private static byte[] safetensors(String name, String type, int rows, int columns, byte[] numbers, byte[] room) {
        String header = "{\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":[" + rows + "," + columns
                + "],\"data_offsets\":[" + room.length + "," + (room.length + numbers.length) + "]}}";
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + room.length + numbers.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(room)
                .put(numbers)
                .array();
    }

    /** An archive of so many storages of 1,024 numbers, of which the pickle names the first ones. */
    static byte[] torch(int members, int named) {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.writeBytes(new byte[] {(byte) 0x80, 2, '}', 'q', 0, '('});
        for (int i = 0; i < named; i++) {
            text(pickle, "layer" + i + ".weight");
            global(pickle, "torch._utils", "_rebuild_tensor_v2");
            pickle.writeBytes(new byte[] {'(', '('});
            text(pickle, "storage");
            global(pickle, "torch", "FloatStorage");
            text(pickle, Integer.toString(i));
            text(pickle, "cpu");
            pickle.writeBytes(new byte[] {'M', 0, 4, 't', 'Q', 'K', 0, 'K', 32, 'K', 32, (byte) 0x86});
            pickle.writeBytes(new byte[] {'K', 32, 'K', 1, (byte) 0x86, (byte) 0x89, '}', 't', 'R'});
        }
        pickle.writeBytes(new byte[] {'u', '.'});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            stored(zip, "model/data.pkl", pickle.toByteArray());
            stored(zip, "model/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < members; i++) {
                byte[] numbers = bytes("F32", numbers("trained", 1024));
                if (i == 1) {
                    hide(numbers, 4, 8, true, content("elf"));
                }
                stored(zip, "model/data/" + i, numbers);
            }
            stored(zip, "model/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(new byte[] {'X', (byte) text.length(), 0, 0, 0});
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void global(ByteArrayOutputStream out, String module, String name) {
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void stored(ZipOutputStream zip, String name, byte[] bytes) throws java.io.IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
