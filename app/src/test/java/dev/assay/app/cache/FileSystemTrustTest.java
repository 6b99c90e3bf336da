package dev.assay.app.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSystemTrustTest {
    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "tmpfs", "overlay", "apfs", "zfs"})
    void localOnesAreTrusted(String type) {
        assertThat(FileSystemTrust.isLocalType(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nfs",
                "nfs4",
                "cifs",
                "smb3",
                "smbfs",
                "fuse",
                "fuse.sshfs",
                "fuseblk",
                "9p",
                "afs",
                "ceph",
                "lustre",
                "glusterfs",
                "vfat",
                "exfat",
                "virtiofs",
                "something-new",
                ""
            })
    void networkUserSpaceAndUnknownOnesAreNot(String type) {
        assertThat(FileSystemTrust.isLocalType(type)).isFalse();
    }

    @Test
    void aFolderThatIsGoneIsNotTrusted() {
        assertThat(FileSystemTrust.isLocal("/no/such/folder")).isFalse();
        assertThat(FileSystemTrust.isLocal("not a path\0")).isFalse();
        assertThat(FileSystemTrust.isLocal("/proc")).isFalse();
    }
}
