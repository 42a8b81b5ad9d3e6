"""Addresses that a stranger may give instead of a push service's, in every spelling of those that matter."""

ADDRESSES = (
    # this machine
    *(
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0x7F.1",
        "0177.0.0.1",
        "017700000001",
    ),
    *("0177.0x0.0.1", "127.0.0.01", "127.000.000.001", "127.0.0.1.", "127.0.0.1.nip.io", "127。0。0。1", "①②⑦.0.0.1"),
    *("0", "0.0.0.0", "0x0", "00", "0.", "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"),
    *(
        "[::127.0.0.1]",
        "[::1%25lo]",
        "[::1%lo]",
        "[fe80::1%25eth0]",
        "[0000::0001]",
        "[64:ff9b::7f00:1]",
        "::1",
        "[::1",
    ),
    *("localhost", "LOCALHOST", "localhost.", "localhost.localdomain", "ip6-localhost", "foo.localhost"),
    # the network around it
    *("10.0.0.1", "192.168.0.1", "172.16.0.1", "169.254.169.254", "2852039166", "0xa9fea9fe", "[fd00:ec2::254]"),
    *("metadata.google.internal", "instance-data", "kubernetes.default.svc", "broadcasthost", "255.255.255.255"),
    # any number whatever
    *("8.8.8.8", "1.1", "0x8.0x8.0x8.0x8", "134744072", "[2001:db8::1]", "1.2.3.4.5", "256.256.256.256", "4294967296"),
    # names that look like a push service's
    *("evilfcm.googleapis.com", "fcm-googleapis.com", "fcm.googleapis.com.evil.example", "fcm.googleapis.co"),
    *(
        "fcm.googleapis.com.",
        "fcm.googleapis.com..",
        ".fcm.googleapis.com",
        "fcm..googleapis.com",
        "x.fcm.googleapis.com",
    ),
    *("FCM.GOOGLEAPIS.COM", "Fcm.googleapis.com", "fcm.googleapıs.com", "fcm.googleapis.сom", "ｆcm.googleapis.com"),
    *("push.apple.com", "evilpush.apple.com", "push.apple.com.evil.example", ".push.apple.com", "x..push.apple.com"),
    *("x.push.apple.com.", "X.push.apple.com", "-x.push.apple.com", "x-.push.apple.com", "x_y.push.apple.com"),
    *("xn--.push.apple.com", "xn--a.push.apple.com", "a.xn--.push.apple.com", "xn--80ak6aa92e.push.apple.com"),
    *("xn--fcm.googleapis.com", "*.push.apple.com", "x.notify.windows.com.evil.example", "push.services.mozilla.com"),
    *(
        "a" * 64 + ".push.apple.com",
        "a." * 120 + "push.apple.com",
        "",
        ".",
        "-",
        "%66cm.googleapis.com",
        "fcm%2egoogleapis.com",
    ),
)
"""Hosts."""

FRAMES = (
    "https://{host}/x",
    "https://{host}:443/x",
)

WHOLE = (
    "",
    *("https:", "https:/", "https://", "https:///", "https:///fcm.googleapis.com/x", "https:////fcm.googleapis.com/x"),
    *("https:fcm.googleapis.com/x", "https:/fcm.googleapis.com/x", "https:\\\\fcm.googleapis.com\\x"),
    *("http://fcm.googleapis.com/x", "HTTPS://fcm.googleapis.com/x", "Https://fcm.googleapis.com/x"),
    *("//fcm.googleapis.com/x", "/x", "fcm.googleapis.com/x", "ftp://fcm.googleapis.com/x", "file:///etc/passwd"),
    *("wss://fcm.googleapis.com/x", "blob:https://fcm.googleapis.com/x", "javascript://fcm.googleapis.com/x"),
    *("https://fcm.googleapis.com", "https://fcm.googleapis.com:443", "https://fcm.googleapis.com?x"),
    # ports
    *(
        f"https://fcm.googleapis.com:{port}/x"
        for port in ("", "0", "80", "22", "8443", "4430", "0443", "00443", "65979")
    ),
    *(f"https://fcm.googleapis.com:{port}/x" for port in ("443 ", "+443", "-443", "443:443", "0x1bb", "٤٤٣", "99999")),
    # userinfo
    *(f"https://{who}@fcm.googleapis.com/x" for who in ("", ":", "user", "user:word", "evil.example", "127.0.0.1:80")),
    *("https://fcm.googleapis.com@evil.example/x", "https://fcm.googleapis.com:443@evil.example/x"),
    *("https://fcm.googleapis.com%40evil.example/x", "https://fcm.googleapis.com%2f@evil.example/x"),
    # where does the host end?
    *(
        "https://evil.example#@fcm.googleapis.com/",
        "https://evil.example?.push.apple.com/",
        "https://evil.example;.push.apple.com/",
    ),
    *("https://evil.example\\.push.apple.com/x", "https://fcm.googleapis.com\\@evil.example/x"),
    *("https://fcm.googleapis.com\\x", "https://fcm.googleapis.com/x\\y", "https://evil.example/.push.apple.com/"),
    *(
        "https://evil.example%2f.push.apple.com/",
        "https://evil.example%23.push.apple.com/",
        "https://evil.example%00.push.apple.com/",
    ),
    # what some parsers throw away
    *(f"https://fcm.googleapis.com{mark}.evil.example/x" for mark in ("\t", "\n", "\r", "\0", " ", "\u00ad", "\u200b")),
    *(f"https://fcm.goo{mark}gleapis.com/x" for mark in ("\t", "\n", "\r", "\0", " ", "\u00ad", "\u200b", "\u2060")),
    *(f"{mark}https://fcm.googleapis.com/x" for mark in ("\t", "\n", " ", "\0", "\ufeff")),
    *(
        f"https://fcm.googleapis.com/x{mark}"
        for mark in ("\t", "\n", "\r\n", " ", "\0", "\u0085", "å", "\ud800", "#", "#y", '"')
    ),
    *("ht\ttps://fcm.googleapis.com/x", "https\t://fcm.googleapis.com/x", "https:/\t/fcm.googleapis.com/x"),
    *("https://fcm.googleapis.com/x\r\nHost: evil.example", "https://fcm.googleapis.com/x HTTP/1.1\r\nX: y"),
    "https://fcm.googleapis.com/" + "a" * 2022,
)

BAD_ENDPOINTS = (*(frame.format(host=host) for host in ADDRESSES for frame in FRAMES), *WHOLE)
