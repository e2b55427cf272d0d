using System.Runtime.InteropServices;

namespace NlpTransfer.Embeddings;

/// <summary>
/// The final matrix, allocated before the exact number of rows is known. Pages that no row is written to are never
/// touched, so an estimate that is too high costs address space only.
/// </summary>
internal sealed unsafe partial class RowMatrix
{
    private readonly float* _first;
    private readonly int _dimension;
    private long _claimed = -1;

    public RowMatrix(long capacity, int dimension, string path)
    {
        if (capacity * dimension > Array.MaxLength)
        {
            throw new VectorFormatException(path, $"About {capacity} rows of {dimension} values are more than fit into one array here ({Array.MaxLength} values). Keep fewer words, or set {nameof(VectorReadOptions.Limit)}.");
        }

        _dimension = dimension;
        Capacity = capacity;
        Values = GC.AllocateUninitializedArray<float>((int)(capacity * dimension), pinned: true);
        fixed (float* first = Values)
        {
            _first = first;
        }

        AskForHugePages();
    }

    public long Capacity { get; }

    public float[] Values { get; }

    /// <exception cref="RowsExceededException">The estimate was too low.</exception>
    public float* Row(long index) => (ulong)index < (ulong)Capacity ? _first + index * _dimension : throw new RowsExceededException();

    /// <summary>The next free row, for readers that cannot know in advance which rows will be kept.</summary>
    public long Claim() => Interlocked.Increment(ref _claimed);

    // 34,000 page faults for a 137 MB matrix took a fifth of the whole reading time; with 2 MB pages it is 70.
    private void AskForHugePages()
    {
        const nuint Huge = 2u << 20;
        const int MadvHugePage = 14;
        var bytes = (nuint)Values.Length * sizeof(float);
        if (OperatingSystem.IsLinux() && bytes > 2 * Huge)
        {
            var start = ((nuint)_first + Huge - 1) / Huge * Huge;
            var end = ((nuint)_first + bytes) / Huge * Huge;

            // Only a hint: where the kernel refuses it, small pages serve as well.
            _ = Madvise(start, end - start, MadvHugePage);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Madvise(nuint address, nuint length, int advice);
}

/// <summary>More rows came than the matrix was made for.</summary>
internal sealed class RowsExceededException : Exception;
