/// The properties that other services of OpenStack read, for backends that define none.
///
/// Names and values are those of "Useful image properties" in Glance's administrator guide
/// (docs.openstack.org/glance/latest/admin/useful-image-properties.html) and of the definitions that Glance ships.
extension PropertyDefinition {
    /// In byte order of their names.
    public static let common: [PropertyDefinition] = (system + processor + devices + firmware + image + vmware)
        .sorted { $0.name.precedesInBytes($1.name) }

    private static let flag = ["true", "false"]

    private static let system = [
        PropertyDefinition("os_admin_user", title: "The name of the user with an administrator's rights"),
        PropertyDefinition("os_command_line", title: "The command line of the kernel"),
        PropertyDefinition(
            "os_distro", title: "The distribution",
            choices: [
                "almalinux", "alpinelinux", "arch", "centos", "cirros", "debian", "fedora", "fedora-coreos", "flatcar",
                "freebsd", "gentoo", "mandrake", "mandriva", "mes", "msdos", "netbsd", "netware", "openbsd",
                "opensolaris", "opensuse", "rhel", "rocky", "sled", "sles", "ubuntu", "windows",
            ]),
        PropertyDefinition(
            "os_require_quiesce", title: "Whether snapshots need a quiet guest", choices: ["yes", "no"]),
        PropertyDefinition(
            "os_secure_boot", title: "Secure boot", choices: ["required", "disabled", "optional"]),
        PropertyDefinition("os_shutdown_timeout", title: "Seconds a guest gets to shut down"),
        PropertyDefinition("os_type", title: "The kind of operating system", choices: ["linux", "windows"]),
        PropertyDefinition("os_version", title: "The version of the distribution"),
    ]

    private static let processor = [
        PropertyDefinition(
            "architecture", title: "The processor the image is for",
            choices: [
                "aarch64", "alpha", "armv7l", "cris", "i686", "ia64", "lm32", "m68k", "microblaze", "microblazeel",
                "mips", "mips64", "mips64el", "mipsel", "openrisc", "parisc", "parisc64", "ppc", "ppc64", "ppc64le",
                "ppcemb", "riscv64", "s390", "s390x", "sh4", "sh4eb", "sparc", "sparc64", "unicore32", "x86_64",
                "xtensa", "xtensaeb",
            ]),
        PropertyDefinition("hw_cpu_cores", title: "Cores of a socket"),
        PropertyDefinition("hw_cpu_policy", title: "Whether processors are pinned", choices: ["shared", "dedicated"]),
        PropertyDefinition("hw_cpu_sockets", title: "Sockets"),
        PropertyDefinition(
            "hw_cpu_thread_policy", title: "Whether threads of a core are shared",
            choices: ["prefer", "isolate", "require"]),
        PropertyDefinition("hw_cpu_threads", title: "Threads of a core"),
        PropertyDefinition("hw_mem_encryption", title: "Encryption of the memory", choices: flag),
        PropertyDefinition(
            "hw_mem_encryption_model", title: "The kind of encryption",
            choices: ["amd-sev", "amd-sev-es", "amd-sev-snp"]),
        PropertyDefinition("hw_pmu", title: "A performance monitoring unit", choices: flag),
        PropertyDefinition("hw_time_hpet", title: "A high precision event timer", choices: flag),
        PropertyDefinition(
            "hypervisor_type", title: "The hypervisor the image is for",
            choices: ["hyperv", "ironic", "kvm", "lxc", "qemu", "uml", "vmware", "xen"]),
        PropertyDefinition(
            "vm_mode", title: "The interface between host and guest", choices: ["hvm", "xen", "uml", "exe"]),
    ]

    private static let buses = ["scsi", "virtio", "uml", "xen", "ide", "usb", "fdc", "sata", "lxc"]

    private static let devices = [
        PropertyDefinition("hw_cdrom_bus", title: "The controller of CD-ROM drives", choices: buses),
        PropertyDefinition("hw_disk_bus", title: "The controller of disks", choices: buses),
        PropertyDefinition("hw_pointer_model", title: "The pointing device", choices: ["usbtablet"]),
        PropertyDefinition("hw_qemu_guest_agent", title: "A guest agent in the image", choices: ["yes", "no"]),
        PropertyDefinition("hw_rescue_bus", title: "The controller of a rescue disk", choices: buses),
        PropertyDefinition(
            "hw_rescue_device", title: "The kind of a rescue disk", choices: ["disk", "cdrom", "floppy"]),
        PropertyDefinition("hw_rng_model", title: "The random-number generator", choices: ["virtio"]),
        PropertyDefinition(
            "hw_scsi_model", title: "The SCSI controller",
            choices: [
                "virtio-scsi", "auto", "buslogic", "ibmvscsi", "lsilogic", "lsisas1068", "lsisas1078", "vmpvscsi",
            ]),
        PropertyDefinition("hw_serial_port_count", title: "Serial ports"),
        PropertyDefinition(
            "hw_vif_model", title: "The network device",
            choices: [
                "virtio", "e1000", "e1000e", "igb", "ne2k_pci", "netfront", "pcnet", "rtl8139", "spapr-vlan", "vmxnet3",
                "VirtualE1000", "VirtualE1000e", "VirtualPCNet32", "VirtualSriovEthernetCard", "VirtualVmxnet",
                "VirtualVmxnet3",
            ]),
        PropertyDefinition("hw_vif_multiqueue_enabled", title: "A queue for each processor", choices: flag),
        PropertyDefinition(
            "hw_video_model", title: "The graphic device",
            choices: ["vga", "cirrus", "vmvga", "xen", "qxl", "virtio", "gop", "none", "bochs"]),
        PropertyDefinition("hw_video_ram", title: "The most memory of the graphic device, in MB"),
        PropertyDefinition("hw_virtio_packed_ring", title: "Packed virtqueues", choices: flag),
        PropertyDefinition(
            "hw_watchdog_action", title: "What happens when a guest hangs",
            choices: ["disabled", "reset", "poweroff", "pause", "none"]),
    ]

    private static let firmware = [
        PropertyDefinition("hw_boot_menu", title: "A menu at the start", choices: flag),
        PropertyDefinition("hw_firmware_stateless", title: "Firmware that keeps no settings", choices: flag),
        PropertyDefinition("hw_firmware_type", title: "The firmware", choices: ["bios", "uefi"]),
        PropertyDefinition(
            "hw_machine_type", title: "The machine",
            choices: ["q35", "pc", "virt", "pseries", "s390-ccw-virtio", "hyperv-gen1", "hyperv-gen2"]),
        PropertyDefinition("hw_tpm_model", title: "The trusted platform module", choices: ["tpm-tis", "tpm-crb"]),
        PropertyDefinition("hw_tpm_version", title: "The version of the module", choices: ["1.2", "2.0"]),
    ]

    private static let image = [
        PropertyDefinition("image_type", title: "How the image came to be", choices: ["snapshot", "backup"]),
        PropertyDefinition("img_config_drive", title: "A configuration drive", choices: ["mandatory", "optional"]),
        PropertyDefinition("img_hide_hypervisor_id", title: "A hidden hypervisor", choices: flag),
        PropertyDefinition("instance_uuid", title: "The server a snapshot was made of"),
        PropertyDefinition("kernel_id", title: "The image with the kernel"),
        PropertyDefinition("ramdisk_id", title: "The image with the ramdisk"),
    ]

    private static let vmware = [
        PropertyDefinition(
            "vmware_adaptertype", title: "The controller of disks on VMware",
            choices: ["lsiLogic", "lsiLogicsas", "paraVirtual", "busLogic", "ide"]),
        PropertyDefinition(
            "vmware_disktype", title: "The kind of disk on VMware",
            choices: ["streamOptimized", "sparse", "preallocated"]),
        PropertyDefinition("vmware_ostype", title: "The kind of operating system on VMware"),
    ]
}
