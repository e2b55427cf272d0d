namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // TorchSharp's own file format: the number of entries as LEB128, then for each entry its name
        // (length-prefixed UTF-8) and its tensor (see TensorExtensionMethods.Save).
        public partial class Module
        {
            /// <summary>Writes the state dictionary to a file.</summary>
            /// <param name="location">The file.</param>
            /// <param name="skip">Names to leave out.</param>
            public Module save(string location, IList<string>? skip = null)
            {
                using FileStream stream = File.Create(location);
                return save(stream, skip);
            }

            /// <summary>Writes the state dictionary and closes the stream.</summary>
            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream);
                return save(writer, skip);
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            /// <summary>Writes tensors by name.</summary>
            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                KeyValuePair<string, Tensor>[] kept = [.. sd.Where(entry => !Skipped(skip, entry.Key))];
                writer.Write7BitEncodedInt64(kept.Length);
                foreach ((string key, Tensor tensor) in kept)
                {
                    writer.Write(key);
                    tensor.Save(writer);
                }
            }

            /// <summary>Reads a file that <see cref="save(string, IList{string})"/> wrote into this module's tensors.</summary>
            /// <param name="location">The file.</param>
            /// <param name="strict">Whether a missing or an unexpected name is an error.</param>
            /// <param name="skip">Names to leave alone.</param>
            /// <param name="loadedParameters">Receives each name of the file and of the module, and whether it was loaded.</param>
            /// <exception cref="FileNotFoundException">There is no such file.</exception>
            /// <exception cref="ArgumentException">The names, dtypes or shapes do not fit; the message lists them.</exception>
            public virtual Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                if (!File.Exists(location)) throw new FileNotFoundException($"load: no file '{location}'.", location);
                using FileStream stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            /// <summary>Reads from a stream and closes it.</summary>
            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                Dictionary<string, Tensor> own = state_dict();
                var unexpected = new List<string>();
                var seen = new HashSet<string>(StringComparer.Ordinal);
                using IDisposable noGrad = no_grad();
                for (long left = reader.Read7BitEncodedInt64(); left > 0; left--)
                {
                    string key = reader.ReadString();
                    bool wanted = own.TryGetValue(key, out Tensor? target) && !Skipped(skip, key);
                    if (target is null && !Skipped(skip, key)) unexpected.Add(key);
                    TensorFormat.Read(reader, wanted ? target : null, key);
                    if (wanted) seen.Add(key);
                    if (loadedParameters is not null) loadedParameters[key] = wanted;
                }
                CheckLoaded(own, seen, unexpected, strict, skip);
                foreach (string key in own.Keys) loadedParameters?.TryAdd(key, false);
                return this;
            }

            /// <summary>A new module with the values of a file.</summary>
            public static Module Create<T>(string path) where T : Module, new() => new T().load(path);

            private void CheckLoaded(Dictionary<string, Tensor> own, HashSet<string> seen, List<string> unexpected, bool strict, IList<string>? skip)
            {
                List<string> missing = [.. own.Keys.Where(k => !seen.Contains(k) && !Skipped(skip, k))];
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new ArgumentException($"load into {GetName()}: {Listed("missing", missing)}, {Listed("unexpected", unexpected)}. Load with strict: false to take what fits.");
            }
        }
    }
}
