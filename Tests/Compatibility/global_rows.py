"""The table for the options before a command: where the login is, and whose."""

from row import SEED, R

#: Where the login is, and who logs in there.
AT = "--os-auth-url http://127.0.0.1:5000/v3 --os-region-name RegionOne"
DEMO = "--os-username demo --os-password demopw"
ROOT = "--os-username admin --os-password adminpw --os-user-domain-name Default"
PROVIDER = ("--os-identity-provider x --os-protocol x --os-discovery-endpoint http://127.0.0.1:9 "
            "--os-access-token-endpoint http://127.0.0.1:9")

GLOBAL = [
    R("image list", f"{SEED} -f json", leading="--os-region-name RegionOne"),
    R("image list", f"{SEED} -f json", environment=(("OS_REGION_NAME", "RegionOne"),)),
    R("image list", f"{SEED} -f json", environment=(("OS_REGION_NAME", "RegionTwo"),)),
    R("image list", f"{SEED} -f json", leading="--os-interface public"),
    R("image list", f"{SEED} -f json", leading="-q"),
    R("image list", f"{SEED} -f json", leading="--quiet"),
    R("image list", f"{SEED} -f json", leading="-v"),
    R("image list", f"{SEED} -f json", leading="--verbose"),
    R("image list", f"{SEED} -f json", leading="--verify"),
    R("image list", f"{SEED} -f json", leading="--insecure"),
    R("image list", f"{SEED} -f json", leading="--debug"),
    R("image list", f"{SEED} -f json", leading="--log-file {log}"),
    R("image list", f"{SEED} -f json", leading="--os-beta-command"),
    R("image list", f"{SEED} -f json", leading="--os-image-api-version 2"),
    R("image list", f"{SEED} -f json", leading="--os-default-domain default"),
    R("image list", f"{SEED} -f json", leading="--os-cacert {ca}", cloud="lab-tls-nocert"),
    # The region is named wherever no cloud names it: the order of a catalogue is that of random IDs, and openstack takes the
    # first.
    R("image list", f"{SEED} -f json", cloud="", leading="--os-auth-url http://127.0.0.1:5000/v3 --os-username demo "
      "--os-password demopw --os-project-name demo --os-user-domain-name Default --os-project-domain-name Default "
      "--os-region-name RegionOne"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-auth-type password --os-auth-url http://127.0.0.1:5000/v3 "
      "--os-username demo --os-password demopw --os-project-id {demo} --os-user-domain-id default "
      "--os-identity-api-version 3 --os-region-name RegionOne"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-auth-type v3token --os-auth-url http://127.0.0.1:5000/v3 "
      "--os-token {token} --os-project-id {demo} --os-region-name RegionOne"),
    R("image list", f"{SEED} -f json", cloud="nonsense"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-auth-type v3applicationcredential --os-auth-url "
      "http://127.0.0.1:5000/v3 --os-application-credential-id {credential} --os-application-credential-secret "
      "appcred-secret --os-region-name RegionOne"),
    R("image list", f"{SEED} -f json", leading="--timing",
      better="--timing is printed among the data, so that JSON is no JSON any more"),
    # Versions of services, each by itself
    *(
        R("image list", f"{SEED} -f json", leading=f"--os-{service}-api-version {version}")
        for service, version in [
            ("accelerator", "2"), ("compute", "2.1"), ("compute", "2"), ("identity", "3"), ("image", "2"), ("network", "2.0"),
            ("object", "1"), ("volume", "3"), ("share", "2.98"),
        ]
    ),
    R("image list", SEED, leading="--os-image-api-version 1"),
    R("image list", f"{SEED} -f json", leading="--os-share-api-version 2",
      better="--os-share-api-version 2 is refused, though no share is touched"),
    # Places
    R("", leading="--version", cloud="", compares_output=False),
    R("image list", f"{SEED} -f json", leading="--os-endpoint-override http://127.0.0.1:9292"),
    R("image list", f"{SEED} -f json", leading="--os-interface internal"),
    R("image list", f"{SEED} -f json", leading="--os-interface nonsense"),
    R("image list", f"{SEED} -f json", leading="--os-region-name Nowhere"),
    R("image list", f"{SEED} -f json", cloud="lab-tls", leading="--os-cert {cert} --os-key {key}"),
    R("image list", f"{SEED} -f json", cloud="lab-tls", leading="--os-cert {out} --os-key {key}"),
    R("image list", f"{SEED} -f json", cloud="lab-tls", leading="--os-cert {cert} --os-key {out}"),
    # Who, and for what
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} --os-user-id {{demo_user}} --os-password demopw "
      "--os-project-name demo --os-project-domain-id default"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} {DEMO} --os-project-name demo --os-default-domain-id default"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} {DEMO} --os-project-name demo --os-default-domain-name Default"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} {DEMO} --os-project-name demo --os-default-domain-id nonsense"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} {ROOT} --os-system-scope all"),
    R("image list", f"{SEED} -f json", cloud="lab-admin", leading="--os-system-scope all"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} {ROOT} --os-domain-id default"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} {ROOT} --os-domain-name Default"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"{AT} --os-username other --os-password demopw "
      "--os-user-domain-name Default --os-trust-id {trust}"),
    R("image list", f"{SEED} -f json", leading="--os-trust-id {trust}"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"--os-auth-type v3applicationcredential {AT} "
      "--os-application-credential-name {credential_name} --os-application-credential-secret appcred-secret "
      "--os-username demo --os-user-domain-name Default"),
    R("image list", f"{SEED} -f json", cloud="", leading=f"--os-auth-type v3applicationcredential {AT} "
      "--os-application-credential-name {credential_name} --os-application-credential-secret nonsense "
      "--os-username demo --os-user-domain-name Default"),
    R("image list", f"{SEED} -f json", leading="--os-application-credential-name nonsense"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-auth-type admin_token --os-token {token} "
      "--os-endpoint http://127.0.0.1:9292/v2"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-auth-type none --os-endpoint http://127.0.0.1:9292"),
    R("image list", f"{SEED} -f json", leading="--os-endpoint http://127.0.0.1:9"),
    # Options of other ways to log in have no effect on this one
    *(
        R("image list", f"{SEED} -f json", leading=f"--os-{name} {value}")
        for name, value in [
            ("access-token", "x"), ("access-token-endpoint", "http://127.0.0.1:9"), ("access-token-type", "access_token"),
            ("auth-methods", "v3password"), ("client-id", "x"), ("client-secret", "x"), ("code", "x"),
            ("code-challenge-method", "S256"), ("device-authorization-endpoint", "http://127.0.0.1:9"),
            ("discovery-endpoint", "http://127.0.0.1:9"), ("identity-provider", "x"), ("idp-otp-key", "x"),
            ("login-timeout", "9"), ("oauth2-client-id", "x"), ("oauth2-client-secret", "x"),
            ("oauth2-endpoint", "http://127.0.0.1:9"), ("openid-scope", "openid"), ("protocol", "x"),
            ("redirect-host", "localhost"), ("redirect-port", "9"), ("redirect-uri", "http://127.0.0.1:9"),
            ("remote-project-id", "x"), ("remote-project-name", "x"), ("remote-project-domain-id", "x"),
            ("remote-project-domain-name", "x"),
        ]
    ),
    # They end without a list where they are meant: nothing in the lab knows these ways
    *(
        R("image list", SEED, cloud="", leading=f"{AT} --os-auth-type {login}")
        for login in [
            f"v3oidcpassword {PROVIDER} --os-client-id x --os-client-secret x --os-username demo --os-password demopw",
            f"v3oidcaccesstoken {PROVIDER} --os-access-token x",
            f"v3oidcclientcredentials {PROVIDER} --os-client-id x --os-client-secret x",
            f"v3oidcauthcode {PROVIDER} --os-client-id x --os-code x --os-redirect-uri http://127.0.0.1:9",
            "v3oauth2clientcredential --os-oauth2-endpoint http://127.0.0.1:9 --os-oauth2-client-id x "
            "--os-oauth2-client-secret x",
            f"v3totp {DEMO.replace('--os-password demopw', '--os-passcode 123456')} --os-project-name demo",
            "nonsense",
        ]
    ),
    R("image list", SEED, leading="--os-passcode 123456",
      better="--os-passcode beside a password is a crash of openstack, and of no meaning"),
    R("image list", SEED, leading="--os-service-provider x --os-remote-project-name demo"),
    # Abbreviations
    R("image list", f"{SEED} -f json", cloud="", leading="--os-clo lab-user"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-clo=lab-user --os-reg RegionOne --insec --ver"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-cloud lab-user --verif --debu"),
    R("image list", f"{SEED} -f json", cloud="", leading="--os-cl lab-user"),
    R("image list", f"{SEED} -f json --os-clo lab-user", cloud=""),
    R("image list", f"{SEED} -f json", leading="--os-nonsense x"),
]
