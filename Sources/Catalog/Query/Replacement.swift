import Money

extension Specification {
  /// Whether a node of this type can do what one of another type does: it runs the same programs, and has at least its
  /// processors, its memory, and accelerators of each kind.
  public func canReplace(_ other: Specification) -> Bool {
    Set(architectures).isSuperset(of: other.architectures.prefix(1)) && vcpus >= other.vcpus
      && memoryMiB >= other.memoryMiB && isBareMetal == other.isBareMetal
      && other.accelerators.allSatisfy { wanted in
        accelerators.contains { $0.kind == wanted.kind && $0.count >= wanted.count }
      }
      && (other.accelerators.isEmpty == accelerators.isEmpty)
  }

  /// Whether it can also hold in the memory of its accelerators what the other one does, and runs at full speed as long.
  public func isAsGood(as other: Specification) -> Bool {
    canReplace(other) && (other.isBurstable || !isBurstable)
      && other.accelerators.allSatisfy { wanted in
        accelerators.contains {
          $0.kind == wanted.kind && $0.count >= wanted.count && $0.memoryMiB >= wanted.memoryMiB
        }
      }
  }
}
