import ArgumentParser
import Findings
import Glibc
import Platform
import Policies
import Program
import Reports

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", _superCommandName: Tool.name,
    abstract: "Write a request, a configuration, a policy with its tests and a CI job to begin with.",
    discussion: "Nothing that exists is overwritten.")

  @Argument(help: "The folder; it is made if it does not exist.")
  var folder = "."

  @OptionGroup var colors: ColorOptions

  func run() throws {
    let files = ProjectStart.files
    for file in files where access(folder + "/" + file.path, F_OK) == 0 {
      throw Failure("`\(printable(folder))/\(file.path)` exists already", help: "name another folder")
    }
    for file in files {
      try makeFolders(of: folder + "/" + file.path)
      try Output.file(PrintableText(alreadyPrintable: file.text), path: folder + "/" + file.path)
    }
    let enter: PrintableText = folder == "." ? "" : "  cd \(folder)\n"
    let list: PrintableText = files.map { "  \($0.path)\n" }.joined()
    try Output.say(
      "wrote\n" + list + "next\n" + enter + """
          tollgate check                   what CI will say; `requests` in tollgate.yaml names what it checks
          tollgate cost                    what the request costs in both modes
          tollgate whatif \(ProjectStart.request)   which mode, and what it means for waiting
          tollgate policy test policies    the policy does what its tests say

        """)
  }

  /// Makes the folders that lead to a file.
  private func makeFolders(of path: String) throws {
    for end in path.indices where path[end] == "/" && end > path.startIndex {
      guard mkdir(String(path[..<end]), 0o777) == 0 || errno == EEXIST else {
        throw Failure("cannot make the folder `\(printable(String(path[..<end])))`: \(SystemError.last)")
      }
    }
  }
}

/// What `tollgate init` writes.
enum ProjectStart {
  /// The request's path.
  static let request = "clusters/example.yaml"

  /// The files, by path in the folder.
  static let files: [(path: String, text: String)] =
    [
      (
        request,
        """
        # What to ask for, and why, is in Docs/requests.md of Tollgate.
        apiVersion: tollgate/v1
        kind: ClusterRequest
        metadata:
          name: example
          labels: {environment: dev}
        spec:
          region: us-east-1
          # The role in your account that the control plane assumes.
          roleArn: arn:aws:iam::123456789012:role/lightning-byoc
          # The variable that holds the external id of the role's trust policy, a secret that no repository holds.
          externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}
          instanceTypes: [m7i.xlarge]
          # One compute node and few management nodes; false for normal mode.
          costSavings: true
          # For the estimate only: how many nodes normal mode may have, and how many jobs keep busy on average.
          workload: {computeNodes: {min: 1, max: 8}, load: 0.1}

        """
      ),
      (
        "tollgate.yaml",
        """
        apiVersion: tollgate/v1
        kind: Configuration
        requests: [clusters]
        policies: [policies]

        """
      ),
      (
        ".github/workflows/tollgate.yml",
        """
        # A pull request that may change this file, tollgate.yaml or policies/ may change its own gate: give them owners, or keep
        # them in another repository. Docs/ci.md of Tollgate has that job, and those of others.
        on: pull_request
        permissions: {contents: read}
        jobs:
          tollgate:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v4
                with: {persist-credentials: false}
              - run: |
                  python3 -m venv "$RUNNER_TEMP/tollgate"
                  echo "tollgate-byoc==\(Tool.version) --hash=sha256:$TOLLGATE_SHA256" >"$RUNNER_TEMP/tollgate.txt"
                  "$RUNNER_TEMP/tollgate/bin/pip" install --quiet --require-hashes -r "$RUNNER_TEMP/tollgate.txt"
                  "$RUNNER_TEMP/tollgate/bin/tollgate" check --format github
                env:
                  # Of the wheel, from SHA256SUMS, and where the wheel is: nothing is published under this name.
                  TOLLGATE_SHA256: ${{ vars.TOLLGATE_SHA256 }}
                  PIP_INDEX_URL: ${{ vars.TOLLGATE_INDEX }}

        """
      ),
    ] + PolicyStart.files.map { ("policies/" + $0.path, $0.text) }
}
