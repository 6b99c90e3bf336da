package dev.assay.connectors.git;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.MalformedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a repository, loose and packed. What an object holds is compared with its name, so that a store cannot pass
 * one for another. Objects that lie in other repositories (alternates) are not looked for. Belongs to one thread.
 */
final class ObjectStore implements Objects, Closeable {
    /** Of one object: a folder of half a million files has 20 MB. */
    static final int MOST_BYTES = 32 << 20;

    private static final int MOST_PACKS = 10_000;

    private final Path folder;
    private final ObjectFormat format;
    private final Clock clock;
    private @Nullable List<Pack> packs;

    /** @param clock is looked at for each change that is put together: chains of them may be long */
    ObjectStore(Path folder, ObjectFormat format, Clock clock) {
        this.clock = clock;
        this.folder = folder;
        this.format = format;
    }

    @Override
    public ObjectFormat format() {
        return format;
    }

    @Override
    public GitObject read(String id) throws IOException {
        return find(id).orElseThrow(() -> new IOException("the object " + id
                + " is not in the repository; it may be a partial or a broken clone"
                + (hasAlternates() ? ", or in a repository that this one borrows from (alternates)" : "")));
    }

    private boolean hasAlternates() {
        return Files.exists(folder.resolve("info").resolve("alternates"));
    }

    Optional<GitObject> find(String id) throws IOException {
        GitObject object = loose(id);
        for (int i = 0; object == null && i < packs().size(); i++) {
            object = packs().get(i).read(HexFormat.of().parseHex(id), _ -> clock.check());
        }
        if (object != null) {
            byte[] name = format.digestOf(object.kind(), object.data().length).digest(object.data());
            MalformedException.check(
                    HexFormat.of().formatHex(name).equals(id),
                    0,
                    "the object " + id + " does not hold what its name says");
        }
        return Optional.ofNullable(object);
    }

    private @Nullable GitObject loose(String id) throws IOException {
        Path file = folder.resolve(id.substring(0, 2)).resolve(id.substring(2));
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (FileBytes in = FileBytes.open(file)) {
            byte[] all = Inflation.from(in, 0, MOST_BYTES);
            int end = 0;
            while (end < all.length && all[end] != 0) {
                end++;
            }
            String header = new String(all, 0, Math.min(end, 32), StandardCharsets.ISO_8859_1);
            for (GitObject.Kind kind : GitObject.Kind.values()) {
                if (header.equals(kind.word() + " " + (all.length - end - 1))) {
                    return new GitObject(kind, Arrays.copyOfRange(all, end + 1, all.length));
                }
            }
            throw new MalformedException(0, "the object " + id + " has no header");
        }
    }

    private List<Pack> packs() throws IOException {
        List<Pack> opened = packs;
        if (opened == null) {
            opened = new ArrayList<>();
            packs = opened; // what is open when one fails is closed with the rest
            for (Path index : named(folder.resolve("pack"), "*.idx", MOST_PACKS)) {
                String name = String.valueOf(index.getFileName());
                Path pack = index.resolveSibling(name.substring(0, name.length() - 3) + "pack");
                opened.add(Pack.open(index, pack, format.bytes(), MOST_BYTES));
            }
        }
        return opened;
    }

    /** The objects that begin with these hexadecimal digits, as many as tell that it is not one. */
    Set<String> beginningWith(String digits) throws IOException {
        Set<String> found = new TreeSet<>();
        String first = digits.substring(0, 2);
        for (Path file : named(folder.resolve(first), digits.substring(2) + "*", MOST_PACKS)) {
            String name = first + file.getFileName();
            if (name.length() == format.digits()) {
                found.add(name);
            }
        }
        for (Pack pack : packs()) {
            found.addAll(pack.beginningWith(digits));
        }
        return found;
    }

    private static List<Path> named(Path folder, String glob, int most) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            for (Path file : files) {
                MalformedException.check(
                        found.size() < most, 0, "more than " + most + " files in " + folder.getFileName());
                found.add(file);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(null);
        return found;
    }

    @Override
    public void close() throws IOException {
        List<Pack> opened = packs;
        if (opened != null) {
            for (Pack pack : opened) {
                pack.close();
            }
        }
    }
}
