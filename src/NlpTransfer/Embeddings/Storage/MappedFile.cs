using System.IO.MemoryMappedFiles;

namespace NlpTransfer.Embeddings;

/// <summary>A read-only file mapped into memory.</summary>
/// <remarks>
/// Deliberately without a finalizer: spans point into the mapping and do not keep it alive, so unmapping
/// behind the user's back would turn a forgotten <c>Dispose</c> into a crash. What leaks then is address
/// space; the pages belong to the file and go back under memory pressure.
/// </remarks>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _pointer;

    public MappedFile(string path, long length)
    {
        _file = MemoryMappedFile.CreateFromFile(
            File.OpenHandle(path), null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _pointer);
        Length = length;
    }

    public long Length { get; }

    /// <summary>A section of the file; the caller has checked the bounds against <see cref="Length"/>.</summary>
    public Section<T> Section<T>(long offset, long count) where T : unmanaged =>
        new((T*)(_pointer + _view.PointerOffset + offset), count);

    public void Dispose()
    {
        if (_pointer is null)
        {
            return;
        }

        _pointer = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
