import { inputLook } from '@/app/_components/ui/field';
import { type Role, roles } from '@/lib/people/auth/roles';
import { roleMeanings } from './roles';

/** Which role somebody has. */
export function RoleSelect({ value = 'viewer' }: { value?: Role }) {
  return (
    <label className="block">
      <span className="mb-1 block text-[13px] font-medium">Role</span>
      <select key={value} name="role" defaultValue={value} className={inputLook}>
        {roles.map((role) => (
          <option key={role} value={role}>
            {role} – {roleMeanings[role]}
          </option>
        ))}
      </select>
    </label>
  );
}
