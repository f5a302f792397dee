extension HelpTopic {
    static let completion = HelpTopic(
        name: "completion", title: "Completion",
        paragraphs: [
            "Tab goes on with the word at the cursor as far as everything that fits agrees, and lists what fits when that "
                + "is not further. When nothing begins with the word, what holds it is offered, in upper or lower case. "
                + "A name that would be read as something else, or that several images have, is inserted as the image's "
                + "ID; options such as 'image list --name', which find nothing by an ID, have the names that can be typed.",
            "What is offered is that of the backend the line is for: the one before '//' in an image, else the one after "
                + "'@', else the current one. Services are asked in the background; names are a moment old at most, and "
                + "what takes too long is there at the next Tab. No key waits for longer than a second and a half, and "
                + "any key gives up the wait.",
            "Behind '|' and '!' programs of the system and files are offered.",
            "Properties and their values are those of the cloud's metadata definitions, those that are in common use, and "
                + "those that images have.",
            "bash, zsh and fish ask the program itself: completions/imgsh.bash, completions/_imgsh and "
                + "completions/imgsh.fish, which 'make install' puts where these shells look for them; for bash that "
                + "takes the package bash-completion. What is not known there takes a login, unless the cloud keeps its "
                + "tokens (cache_token: true in clouds.yaml).",
            "The images of a service are kept in files that only you can read, below ~/.cache/imgsh/names, so that the "
                + "next session and the other shells offer them at once; a list that takes long goes on after the key. "
                + "IMGSH_KEEP_NAMES=0 in the environment keeps none.",
        ],
        rows: [
            ("image set deb<Tab>", "Images whose names begin so, or hold it"),
            ("set debian --property hw_disk_bus=<Tab>", "The values of a property"),
            ("unset debian --tag <Tab>", "What this image has"),
            ("copy debian glance@prod --store <Tab>", "The stores of the destination"),
            ("image list --sort name:asc,<Tab>", "The next of a list"),
        ])
}
