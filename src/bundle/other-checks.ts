/** Shell commands that ask another tool about a bundle. They go on where `checkCommands` has ended: in the top folder, with `$KEY`. */
export interface OtherCheck {
  /** What is asked, and what it takes beside the bundle. */
  readonly title: string;
  readonly commands: readonly string[];
}

const rawKey = 'openssl pkey -pubin -in ../signer.pem -outform DER | tail -c 32';
const keyNumber = 'openssl pkey -pubin -in ../signer.pem -outform DER | openssl dgst -sha256 -binary | head -c 8';

/** The checks of data/README.txt that are not needed, and are there because other people wrote the tools. `bundle` lies above. */
export function otherChecks(bundle: string): readonly OtherCheck[] {
  return [
    {
      title: 'The file as a ZIP, by four other readers. The last one compares with the manifest:',
      commands: [`unzip -tqq ../${bundle}`, `7z t -bso0 -bd ../${bundle}`, `bsdtar -xOf ../${bundle} > /dev/null`, `python3 -c '${python}' ../${bundle}`],
    },
    {
      title: 'The signature, by signify and by minisign. The first line writes the key for both:',
      commands: [
        `(echo 'untrusted comment: signer'; (printf Ed; ${keyNumber}; ${rawKey}) | openssl base64 -A; echo) > ../signer.pub`,
        'signify-openbsd -V -q -p ../signer.pub -x signatures/$KEY.minisig -m signatures/$KEY.pae',
        'minisign -V -q -p ../signer.pub -x signatures/$KEY.minisig -m signatures/$KEY.pae',
      ],
    },
    {
      title:
        'The same by ssh-keygen, at the moment that the signer states. Put the allowed_signers of\nyour trust policy (evidence-gate trust export) beside the bundle, or take signer.pem alone:',
      commands: [
        `[ -e ../allowed_signers ] || echo "signer namespaces=\\"evidence-gate\\" ssh-ed25519 $( (printf '\\0\\0\\0\\013ssh-ed25519\\0\\0\\0\\040'; ${rawKey}) | openssl base64 -A)" > ../allowed_signers`,
        `AT=$(sed -n 's/.*"promoted_at":"\\([^".]*\\).*/\\1/p' signatures/$KEY.pae | tr -d ':T-')Z`,
        'WHO=$(ssh-keygen -Y find-principals -f ../allowed_signers -s signatures/$KEY.sshsig -O verify-time=$AT | head -n 1)',
        'ssh-keygen -Y verify -f ../allowed_signers -I "$WHO" -n evidence-gate -s signatures/$KEY.sshsig -O verify-time=$AT < signatures/$KEY.pae',
      ],
    },
    {
      title:
        "The signature and its time stamps, by Sigstore's verifier (npm install @sigstore/verify),\nwith trusted_root.json and public_keys.json of your trust policy:",
      commands: [`node -e '${sigstore}' signatures/$KEY.sigstore.json`],
    },
    {
      title: 'A time stamp, where there is one, with tsa.pem of your trust policy. It stays valid when\nthe certificates have run out:',
      commands: [
        'SEEN=$(date -u -d "$(openssl ts -reply -in signatures/$KEY.1.tsr -text 2> /dev/null | sed -n \'s/^Time stamp: //p\')" +%s)',
        'openssl ts -verify -data signatures/$KEY.sig -in signatures/$KEY.1.tsr -CAfile ../tsa.pem -attime $SEEN',
      ],
    },
  ];
}

const python = [
  'import hashlib, sys, zipfile',
  'z = zipfile.ZipFile(sys.argv[1])',
  'n = z.namelist()',
  't = n[0].split("/")[0] + "/"',
  'm = [line.split("  ") for line in z.read(t + "manifest-sha256.txt").decode().splitlines()]',
  'sys.exit(any(hashlib.sha256(z.read(t + p)).hexdigest() != h for h, p in m) or sorted(t + p for h, p in m) != sorted(x for x in n if x.startswith(t + "data/")))',
].join('; ');

const sigstore = [
  'const { bundleFromJSON } = require("@sigstore/bundle"), { PublicKey, TrustedRoot } = require("@sigstore/protobuf-specs")',
  'const { Verifier, toSignedEntity, toTrustMaterial } = require("@sigstore/verify")',
  'const read = (file) => JSON.parse(require("fs").readFileSync(file))',
  'const keys = Object.entries(read("../public_keys.json")).map(([id, key]) => [id, PublicKey.fromJSON(key)])',
  'const trusted = toTrustMaterial(TrustedRoot.fromJSON(read("../trusted_root.json")), Object.fromEntries(keys))',
  'const bundle = bundleFromJSON(read(process.argv[1]))',
  'const stamps = bundle.verificationMaterial.timestampVerificationData ? 1 : 0',
  'new Verifier(trusted, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: stamps }).verify(toSignedEntity(bundle))',
].join('; ');
