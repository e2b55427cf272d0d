using TorchSharp.Reference;

if (args.Length != 2)
{
    Console.Error.WriteLine("Usage: TorchSharp.Reference.Generator RECORDED_SURFACE OUTPUT.cs");
    return 2;
}

var tree = SurfaceTree.Parse(File.ReadLines(args[0]).Where(line => line.Length > 0 && !Skipped.Contains(line)));
using (var writer = new StreamWriter(args[1])) new SourceWriter(writer, tree).Write();
return 0;
