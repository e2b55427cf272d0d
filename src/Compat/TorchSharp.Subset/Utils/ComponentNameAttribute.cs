namespace TorchSharp.Utils;

/// <summary>Gives a field that holds a module, a parameter or a buffer another name than its own in the state dictionary.</summary>
[AttributeUsage(AttributeTargets.Field)]
public class ComponentNameAttribute : Attribute
{
    public string Name { get; set; } = "";
}
