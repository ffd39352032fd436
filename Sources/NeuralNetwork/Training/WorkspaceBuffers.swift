import CKernels

/// The buffers of a workspace, and when each is needed. Outputs and gradients are indexed as the
/// network's shapes: [0] is the batch, [i + 1] layer i's output.
///
/// Time is counted in calls: 0 loads the batch, then each stage goes forward, the loss is computed,
/// and each stage goes back. On the way back, what later layers gave is not needed any more, and the
/// gradients of earlier ones take its place.
struct WorkspaceBuffers {
  typealias Buffer = ArenaPlan.Buffer

  let outputs: [Buffer]
  /// Empty where nothing goes back.
  let outputGradients: [Buffer]
  let targetValues: Buffer
  let targetClasses: Buffer
  /// One for each layer.
  let kept: [Buffer]
  let working: Buffer
  /// For each layer that reads from further back, the gradient that goes back there.
  let farGradients: [Int: Buffer]
  let scratch: Buffer
  /// Nil where they could not be counted.
  let placement: ArenaPlan.Placement?

  init(
    _ network: Network, _ schedule: WorkspaceSchedule, capacity: Int,
    purpose: Workspace.Purpose, threads: Int
  ) {
    let (shapes, layers) = (network.shapes, network.layers)
    let always = schedule.always
    var plan = ArenaPlan()
    func reserve(_ room: Room, during life: ClosedRange<Int>) -> Buffer {
      plan.reserve(
        [(capacity, room.perSample), (1, room.perBatch), (threads, room.perThread)],
        during: life)
    }
    let lifeOfTargets = purpose == .walking ? always : schedule.lifeOfTargets
    targetValues = plan.reserve(capacity, shapes.last?.count ?? 0, during: lifeOfTargets)
    targetClasses = plan.reserve(capacity, 1, during: lifeOfTargets)
    outputs = shapes.indices.map { index in
      // What nobody writes, inside of a stage, has no place.
      let life = purpose == .walking ? always : schedule.lifeOfOutput(index)
      return plan.reserve(life == nil ? 0 : capacity, shapes[index].count, during: life ?? always)
    }
    kept = layers.indices.map { index in
      reserve(
        layers[index].kept, during: purpose == .walking ? always : schedule.lifeOfKept(index))
    }
    if purpose == .inference {
      outputGradients = []
      farGradients = [:]
    } else {
      outputGradients = shapes.indices.map { index in
        let life = purpose == .walking ? always : schedule.lifeOfGradient(index)
        return plan.reserve(
          life == nil ? 0 : capacity, shapes[index].count, during: life ?? always)
      }
      var far: [Int: Buffer] = [:]
      for (index, layer) in layers.enumerated() where layer.reach > 0 {
        far[index] = plan.reserve(
          capacity, layer.inputShape.count,
          during: purpose == .walking ? always : schedule.lifeOfFarGradient(index))
      }
      farGradients = far
    }
    working = reserve(Self.largest(layers.map(\.working)), during: always)
    scratch = plan.reserve(gradus_scratch_bytes() / 4, threads, during: always)
    placement = plan.placed()
  }

  private static func largest(_ rooms: [Room]) -> Room {
    Room(
      perSample: rooms.map(\.perSample).max() ?? 0, perBatch: rooms.map(\.perBatch).max() ?? 0,
      perThread: rooms.map(\.perThread).max() ?? 0)
  }
}
